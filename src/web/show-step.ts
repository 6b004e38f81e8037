import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { callerOf } from '../http/current-caller.js';
import { words } from '../rules/words.js';
import type { PageAction } from './consultation-actions.js';
import { ReadReply } from './read-reply.js';
import { Readers } from './readers.js';
import { About, ReplyHead, StatementInShort, titleOf } from './reply-parts.js';
import { sendStaffPage } from './send-staff-page.js';
import { shownFields } from './step-field.js';
import { fieldsOf } from './step-fields.js';
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
    const { view } = found;
    const choices = {
      officers: action.verb === 'assign' ? await this.readReply.officersOf(view.consultee) : [],
      meetings: ['schedule', 'table'].includes(action.verb)
        ? await this.readReply.meetingsOf(view.consultee, reader)
        : [],
    };
    const heading = words.consultation.verbs[action.verb].todo[reader.language];
    const before = action.verb === 'register' || action.verb === 'assign';
    const step = {
      path: `/svar/${id}/${action.path}`,
      record: `/svar/${id}?oppna=ja`,
      title: titleOf(found, heading),
      heading,
      version: view.version,
      state: words.consultation.states[view.state][reader.language],
      isOpen: view.availableActions.includes(action.verb),
      why: view.unavailableActions?.find((each) => each.action === action.verb)?.reasons ?? [],
      fields: shownFields(fieldsOf(action.verb), found, choices, reader),
      head: h(ReplyHead, { reader, reply: found, here: heading }),
      below: h(before ? About : StatementInShort, { reader, reply: found }),
    };
    await sendStaffPage(reply, status, stepPage({ reader, step, values, again }));
  }
}
