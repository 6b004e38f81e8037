import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NotFound, type ProblemSlug } from '../rules/problem.js';
import { languageOf } from './language.js';
import { problemTypePage } from './problem-page.js';
import { problemTypes } from './problem-types.js';
import { sendPage } from './send-page.js';

/** The page each problem's `type` points to. */
@ApiExcludeController()
@Controller('problems')
export class ProblemsController {
  @Get(':slug')
  async describe(
    @Param('slug') slug: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (!Object.hasOwn(problemTypes, slug)) throw new NotFound();
    await sendPage(reply, 200, problemTypePage(slug as ProblemSlug, languageOf(request.raw)));
  }
}
