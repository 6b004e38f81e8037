import { Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RecordId } from '../../http/record-id.pipe.js';
import { NotFound } from '../../rules/problem.js';
import { DRAFT_STEPS, type DraftStep } from './draft-frame.js';
import { BeginDraft } from './begin-draft.js';
import { SaveDraft } from './save-draft.js';
import { ShowDraft } from './show-draft.js';

/** A referral that is being prepared, in six steps. */
@ApiExcludeController()
@Controller('remisser')
export class DraftController {
  constructor(
    private readonly beginDraft: BeginDraft,
    private readonly saveDraft: SaveDraft,
    private readonly showDraft: ShowDraft,
  ) {}

  @Get('ny')
  @RouteConfig({ page: true })
  async fresh(
    @Query('arende') caseId: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.showDraft.fresh({ request, reply }, { values: { caseId }, again: undefined, status: 200 });
  }

  @Post('ny')
  @RouteConfig({ page: true, form: true })
  async begin(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.beginDraft.begin({ request, reply });
  }

  @Get(':id/utkast/:step')
  @RouteConfig({ page: true })
  async step(
    @Param('id', RecordId) id: string,
    @Param('step') step: string,
    @Query('sparat') saved: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const shown = { values: {}, again: undefined, saved: saved === 'ja', status: 200 };
    await this.showDraft.step({ request, reply }, id, stepAt(step), shown);
  }

  @Post(':id/utkast/:step')
  @RouteConfig({ page: true, form: true, upload: true })
  async save(
    @Param('id', RecordId) id: string,
    @Param('step') step: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.saveDraft.save({ request, reply }, id, stepAt(step));
  }
}

/** @throws NotFound */
function stepAt(path: string): DraftStep {
  const step = DRAFT_STEPS.find((each) => each === path);
  if (!step) throw new NotFound();
  return step;
}
