import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { callerOf } from '../http/current-caller.js';
import type { PageAction } from './consultation-actions.js';
import { ReadReply } from './read-reply.js';
import { Readers } from './readers.js';
import { sendStaffPage } from './send-staff-page.js';
import { stepPage, type StepProps } from './step-page.js';

type Shown = Pick<StepProps, 'values' | 'again'> & {
  readonly id: string;
  readonly action: PageAction;
  readonly status: number;
};

/** Shows the form of a step: the first time, or again with what was typed and what became of it. */
@Injectable()
export class ShowStep {
  constructor(
    private readonly readers: Readers,
    private readonly readReply: ReadReply,
  ) {}

  /** @throws NotFound where the reader may not see the matter, also no longer. */
  async show(
    request: FastifyRequest,
    reply: FastifyReply,
    { id, action, values, again, status }: Shown,
  ): Promise<void> {
    const found = await this.readReply.read(callerOf(request), id);
    const reader = this.readers.of(request);
    const { consultee } = found.view;
    const choices = {
      officers: action.verb === 'assign' ? await this.readReply.officersOf(consultee) : [],
      meetings: ['schedule', 'table'].includes(action.verb)
        ? await this.readReply.meetingsOf(consultee, reader)
        : [],
    };
    await sendStaffPage(reply, status, stepPage({ reader, reply: found, action, choices, values, again }));
  }
}
