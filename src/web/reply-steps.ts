import { Injectable } from '@nestjs/common';
import { h } from 'preact';
import { ConsultationActions } from './consultation-actions.js';
import { ReadReply, type Reply } from './read-reply.js';
import type { RecordPage } from './record-steps.js';
import { About, ReplyHead, StatementInShort, titleOf } from './reply-parts.js';
import type { Choices } from './step-fields.js';

/** Before anything is written there is only the matter to look at. */
const BEFORE_WRITING: readonly string[] = ['register', 'assign'];

/** The steps of one board's part of a referral. */
@Injectable()
export class ReplySteps {
  readonly page: RecordPage<Reply, Choices>;

  constructor(actions: ConsultationActions, readReply: ReadReply) {
    this.page = {
      kind: 'consultation',
      base: '/svar',
      actions: actions.all,
      read: (caller, id) => readReply.read(caller, id),
      view: ({ view }) => view,
      choices: async (reader, { view: { consultee, meetingId } }, verb) => ({
        officers: verb === 'assign' ? await readReply.officersOf(consultee) : [],
        meetings: ['schedule', 'table'].includes(verb) ? await readReply.meetingsOf(consultee, reader) : [],
        organ: verb === 'decide' && meetingId !== null ? await readReply.organOf(meetingId) : null,
      }),
      title: titleOf,
      head: (reader, reply, here) => h(ReplyHead, { reader, reply, here }),
      below: (reader, reply, verb) =>
        h(BEFORE_WRITING.includes(verb) ? About : StatementInShort, { reader, reply }),
    };
  }
}
