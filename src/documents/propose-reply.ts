import { buffer } from 'node:stream/consumers';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../changes/caller.js';
import { Threads } from '../http/threads.js';
import type { DocumentView, ReplyProposalView } from './documents.dto.js';
import { DocumentsQueries } from './documents.queries.js';
import { IN_A_THREAD, type mailSaid } from './mail-said.js';

@Injectable()
export class ProposeReply {
  constructor(
    private readonly queries: DocumentsQueries,
    private readonly threads: Threads,
  ) {}

  /**
   * What whoever records a document as a reply would otherwise type in: of an e-mail who sent it, when and with what, of
   * any other document the day it came in. Nothing is saved, and nothing that a message refers to is fetched.
   *
   * @throws NotFound
   */
  async of(caller: Caller, id: string): Promise<ReplyProposalView> {
    const document = await this.queries.one(caller, id);
    const said = document.mediaType === 'message/rfc822' ? await this.saidIn(document) : null;
    return {
      documentId: id,
      senderName: said?.senderName ?? '',
      senderEmail: said?.senderEmail ?? '',
      subject: said?.subject ?? '',
      sentOn: said?.sentOn ?? null,
      receivedOn: said?.receivedOn ?? document.receivedOn,
      text: said?.text ?? '',
      attachments: [...(said?.attachments ?? [])],
    };
  }

  private async saidIn(document: DocumentView): ReturnType<typeof mailSaid> {
    const content = await buffer(await this.queries.content(document));
    return this.threads.run<typeof mailSaid>(IN_A_THREAD, 'mailSaid', content);
  }
}
