import { Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { GetPage, PagesAt, PostForm } from '../../http/page-routes.js';
import { RecordId } from '../../http/record-id.pipe.js';
import { NotFound } from '../../rules/problem.js';
import { DRAFT_STEPS, type DraftStep } from './draft-frame.js';
import { BeginDraft } from './begin-draft.js';
import { SaveDraft } from './save-draft.js';
import { ShowDraft } from './show-draft.js';

/** A referral that is being prepared, in six steps. */
@PagesAt('remisser')
export class DraftController {
  constructor(
    private readonly beginDraft: BeginDraft,
    private readonly saveDraft: SaveDraft,
    private readonly showDraft: ShowDraft,
  ) {}

  @GetPage('ny')
  async fresh(
    @Query('arende') caseId: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.showDraft.fresh({ request, reply }, { values: { caseId }, again: undefined, status: 200 });
  }

  @PostForm('ny')
  async begin(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.beginDraft.begin({ request, reply });
  }

  @GetPage(':id/utkast/:step')
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

  @PostForm(':id/utkast/:step', { upload: true })
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
