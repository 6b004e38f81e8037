import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { EDITOR_SCRIPT, PAGES_SCRIPT } from '../markup/script.js';
import { FONT, STYLE, STYLE_BASE } from '../markup/style.js';
import { NotFound } from '../rules/problem.js';
import { ServedDocument } from './served-document.js';

/** What the pages look like, and their scripts. The address names the content, so that nobody has to ask for the same one twice. */
@ApiExcludeController()
@Controller(STYLE_BASE.slice(1))
export class StyleController {
  private readonly files = new Map(
    [STYLE, FONT, EDITOR_SCRIPT, PAGES_SCRIPT].map(({ name, type, content }) => [
      name,
      new ServedDocument(async () => content, {
        type,
        cacheControl: 'public, max-age=31536000, immutable',
      }),
    ]),
  );

  @Get(':file')
  async file(
    @Param('file') name: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const file = this.files.get(name);
    if (!file) throw new NotFound();
    await file.send(request, reply);
  }
}
