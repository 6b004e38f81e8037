import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { PromiseDeliveries, type Message } from '../delivery/promise-deliveries.js';
import type { Caller } from '../changes/caller.js';
import type { Change } from '../changes/change.js';
import { MakeChange } from '../changes/make-change.js';
import { addingToIt, begin } from '../changes/step.js';
import { PageQuery } from '../lists/paging.dto.js';
import { ascending, list, withInstants } from '../lists/list.js';
import { Where } from '../lists/where.js';
import { consultationIsVisible, messagesAreVisible, scopeOf } from '../identity/visibility.js';
import type { Subject } from '../rules/policy.js';
import { Conflict, NotFound } from '../rules/problem.js';
import { Consultation } from './consultation.entity.js';
import { CONSULTATION } from './consultation.kind.js';
import { carryDocuments, DOCUMENTS_OF_MESSAGE } from './message-documents.js';
import { toConsultee, toIssuer } from './notices.js';
import { because } from './refusals.js';
import type { MessagesPage, MessageView, WriteMessageBody } from './messages.dto.js';

/** What a message that was withdrawn says and carries is shown to nobody; that it was written stays. */
const MESSAGE = `messages.id, from_body AS "from", author, CASE WHEN withdrawn_at IS NULL THEN text END AS text,
  written_at AS "writtenAt", withdrawn_at AS "withdrawnAt", withdrawn_because AS "withdrawnBecause"`;

/** Questions and answers between consultee and issuer; seen by the staff of both, and never changed but withdrawn. */
@Injectable()
export class Messages {
  constructor(
    private readonly dataSource: DataSource,
    private readonly makeChange: MakeChange,
    private readonly promiseDeliveries: PromiseDeliveries,
  ) {}

  async list(caller: Caller, id: string, query: PageQuery): Promise<MessagesPage> {
    return this.page(id, query, await this.seenBy(caller, id));
  }

  /** @throws NotFound */
  async one(caller: Caller, id: string, messageId: string): Promise<MessageView> {
    const where = await this.seenBy(caller, id);
    where.and((message) => `messages.id = ${message}`, messageId);
    const [message] = (await this.page(id, new PageQuery(), where)).items;
    if (!message) throw new NotFound();
    return message;
  }

  /** Where the messages of a consultation are, for the staff of both its sides. @throws NotFound */
  private async seenBy(caller: Caller, id: string): Promise<Where> {
    const staffSide = '(consultations.consultee_code = ANY($1) OR consultations.issuer_code = ANY($1))';
    const where = new Where(
      scopeOf(caller.actor),
      `${consultationIsVisible('consultations')} AND ${staffSide}`,
    );
    where.and((consultation) => `consultations.id = ${consultation}`, id);
    if ((await where.counting(this.dataSource, 'consultations')()) === 0) throw new NotFound();
    caller.hasRead('consultations', id);
    return where;
  }

  private page(id: string, query: PageQuery, where: Where): Promise<MessagesPage> {
    return list<MessageView>(this.dataSource, query, {
      called: `messages of ${id}`,
      select: `${MESSAGE}, ${DOCUMENTS_OF_MESSAGE}`,
      from: MESSAGES,
      where,
      order: ascending(['written_at', 'instant'], ['messages.id', 'id']),
    });
  }

  /** Tells the other side at once. Does not change the consultation or its ETag. */
  async write(caller: Caller, id: string, { text, documents }: WriteMessageBody): Promise<MessageView> {
    return this.makeChange.make(caller, async (attempt) => {
      const { row: consultation, change } = await begin(
        attempt,
        CONSULTATION,
        id,
        'write-message',
        addingToIt,
      );
      const atConsultee = caller.actor.staffOf.includes(consultation.consulteeCode ?? '');
      const from = (atConsultee ? consultation.consulteeCode : consultation.issuerCode)!;
      return this.send(change, consultation, from, text, documents);
    });
  }

  /** Marks a message as withdrawn, for the side that wrote it. The consultation and its ETag do not change. */
  async withdraw(caller: Caller, id: string, messageId: string, reason: string): Promise<MessageView> {
    return this.makeChange.make(caller, async (attempt) => {
      const consultation = await attempt.lock(Consultation, id, messagesAreVisible);
      const [written]: { from: string }[] = await attempt.tx.query(
        'SELECT from_body AS "from" FROM messages WHERE id = $1 AND consultation_id = $2',
        [messageId, id],
      );
      if (!written) throw new NotFound();
      const change = await attempt.permit('message.withdraw', sideOf(consultation, written.from));
      const [[row]]: [Omit<MessageView, 'documents'>[], number] = await change.tx.query(
        `UPDATE messages SET withdrawn_at = now(), withdrawn_because = $2 WHERE id = $1 AND withdrawn_at IS NULL
         RETURNING ${MESSAGE}`,
        [messageId, reason],
      );
      if (!row) throw new Conflict(because.withdrawnAlready);
      const occasion = { verb: 'withdraw-message', objectType: 'message', body: written.from };
      await change.remember({ id: messageId }, { ...occasion, ...consultation.about });
      return { ...withInstants(row), documents: [] };
    });
  }

  /** Writes a message of one side's and tells the other, in a change of the caller's. */
  async send(
    change: Change,
    consultation: Consultation,
    from: string,
    text: string,
    named: readonly string[] = [],
  ): Promise<MessageView> {
    const { id, about } = consultation;
    const message = { id: randomUUID(), from, author: change.caller.actor.username, text };
    const writtenAt = await insert(change.tx, id, message);
    const documents = named.length > 0 ? await carryDocuments(change, message.id, from, named) : [];
    const after = named.length > 0 ? { documents: named } : null;
    const occasion = { verb: 'write-message', objectType: 'message', body: from, ...about };
    await change.remember(message, occasion, { before: null, after });
    const notice = noticeOf(consultation, from, message.id);
    if (notice) await this.promiseDeliveries.promise(change.tx, [notice]);
    const written = { ...message, documents, writtenAt: writtenAt.toISOString() };
    return { ...written, withdrawnAt: null, withdrawnBecause: null };
  }
}

/** The consultation as one side's alone. */
function sideOf({ subject, consulteeCode }: Consultation, from: string): Subject {
  const { consultee: _consultee, issuer: _issuer, ...rest } = subject;
  return from === consulteeCode ? { ...rest, consultee: from } : { ...rest, issuer: from };
}

const MESSAGES = 'messages JOIN consultations ON consultations.id = messages.consultation_id';

async function insert(
  tx: EntityManager,
  consultationId: string,
  message: Pick<MessageView, 'id' | 'from' | 'author' | 'text'>,
): Promise<Date> {
  const [row]: { written_at: Date }[] = await tx.query(
    'INSERT INTO messages (id, consultation_id, from_body, author, text) VALUES ($1, $2, $3, $4, $5) RETURNING written_at',
    [message.id, consultationId, message.from, message.author, message.text],
  );
  return row!.written_at;
}

/** To the other side; none to an issuer that is nothing but a reply of the body's own case. */
function noticeOf(consultation: Consultation, from: string, messageId: string): Message | undefined {
  const { consulteeCode, issuerCode, issuerName } = consultation;
  if (from !== consulteeCode) return toConsultee(consultation, 'message', { messageId });
  if (issuerCode === null && issuerName === null) return undefined;
  return toIssuer(consultation, 'message', 'officer', { messageId });
}
