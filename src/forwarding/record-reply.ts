import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { MakeChange } from '../changes/make-change.js';
import { warningsView } from '../changes/warnings-view.js';
import { longAgo } from '../rules/odd-days.js';
import { CONSULTATION_THAT_COMES_BACK, consulteesAreThere } from '../consultations/comes-back.js';
import { CONSULTATION } from '../consultations/consultation.kind.js';
import type { Caller } from '../changes/caller.js';
import type { Change } from '../changes/change.js';
import { refuseBothAndNeither } from '../http/correct-or-take-back.js';
import { notBefore, notInTheFuture } from '../http/field-rules.js';
import { personalNumberWarnings } from '../rules/personal-data.js';
import { Invalid, type Reason } from '../rules/problem.js';
import type { Consultation } from '../consultations/consultation.entity.js';
import type { ConsultationView } from '../consultations/consultations.dto.js';
import { Messages } from '../consultations/messages.js';
import { UNANSWERED_STATES, type ConsultationState } from '../rules/consultation-states.js';
import { unknownQuestions } from '../statements/check-references.js';
import type { CorrectReplyBody, RecordReplyBody } from './recorded-reply.dto.js';
import { because } from './refusals.js';

/** What was recorded before the correction, and after it. */
const MEND = `
  WITH mended AS (
    UPDATE recorded_replies recorded SET document_id = coalesce($2, earlier.document_id),
      received_on = coalesce($3, earlier.received_on), stance = coalesce($4, earlier.stance), content = earlier.content || $5,
      attachments = coalesce($6, earlier.attachments)
    FROM (SELECT * FROM recorded_replies WHERE consultation_id = $1 FOR UPDATE) earlier
    WHERE recorded.consultation_id = earlier.consultation_id
    RETURNING jsonb_build_object('documentId', earlier.document_id, 'attachments', earlier.attachments, 'receivedOn', earlier.received_on,
        'stance', earlier.stance, 'statement', earlier.content) AS before,
      jsonb_build_object('documentId', recorded.document_id, 'attachments', recorded.attachments, 'receivedOn', recorded.received_on,
        'stance', recorded.stance, 'statement', recorded.content) AS after
  ) SELECT before, after FROM mended`;

@Injectable()
export class RecordReply {
  constructor(
    private readonly makeChange: MakeChange,
    private readonly messages: Messages,
  ) {}

  /**
   * For those who answer outside Yttra: the issuer's registrar enters the document that came. For a body that answers
   * here itself only if it has agreed; it is told, and everywhere the reply is said to be recorded by the issuer.
   */
  async record(caller: Caller, id: string, body: RecordReplyBody): Promise<ConsultationView> {
    return this.makeChange.step(
      caller,
      CONSULTATION,
      id,
      'record-reply',
      async (consultation, change, { from }) => {
        const { documentId, attachments, receivedOn, stance, statement } = body;
        await refuseWrong(change, consultation, body);
        consultation.reachedIssuerOn = receivedOn;
        await insertReply(change, id, body, from);
        const { issuerCode } = consultation;
        await this.tell(
          change,
          consultation,
          `${issuerCode} har registrerat ert svar, som kom in ${receivedOn}.`,
        );
        return {
          after: {
            documentId,
            ...(attachments && { attachments }),
            stance,
            recordedByIssuer: true,
            ...(statement && { statement }),
          },
          answer: warningsView(oddReply(change.today, body), caller),
        };
      },
    );
  }

  /** Mends what was recorded wrongly, or takes the reply back. @throws Invalid for what does neither, or both. */
  async correct(caller: Caller, id: string, body: CorrectReplyBody): Promise<ConsultationView> {
    const { documentId, attachments, receivedOn, stance, statement } = body;
    if (body.takeBack) return this.takeBack(caller, id, body);
    const mend = async (consultation: Consultation, change: Change) => {
      refuseBothAndNeither(body);
      await refuseWrong(change, consultation, body, await recordedDays(change, id));
      if (receivedOn !== undefined) consultation.reachedIssuerOn = receivedOn;
      const [row]: { before: object; after: object }[] = await change.tx.query(MEND, [
        id,
        documentId ?? null,
        receivedOn ?? null,
        stance ?? null,
        statement ?? {},
        attachments ?? null,
      ]);
      await noteDocuments(change.tx, id);
      const { issuerCode } = consultation;
      await this.tell(
        change,
        consultation,
        `${issuerCode} har rättat det svar som registrerades för er: ${body.reason}`,
      );
      return {
        before: row?.before ?? {},
        after: row?.after ?? {},
        answer: warningsView(oddReply(change.today, body), caller),
      };
    };
    return this.makeChange.step(caller, CONSULTATION, id, 'correct-reply', mend, () => ({
      facts: { replyStays: true },
    }));
  }

  /** Takes a recorded reply back: the consultation is where it was before. What was recorded stands in the event. */
  private async takeBack(caller: Caller, id: string, body: CorrectReplyBody): Promise<ConsultationView> {
    const step = async (consultation: Consultation, change: Change) => {
      refuseBothAndNeither(body);
      if (UNANSWERED_STATES.includes(consultation.state)) await consulteesAreThere(change.tx, [consultation]);
      const [[recorded]]: [{ from: ConsultationState; before: object }[], number] = await change.tx.query(
        `DELETE FROM recorded_replies WHERE consultation_id = $1
         RETURNING recorded_from AS from, jsonb_build_object('documentId', document_id, 'attachments', attachments, 'stance', stance,
           'statement', content, 'recordedByIssuer', true) AS before`,
        [id],
      );
      consultation.reachedIssuerOn = null;
      // Where the referral was closed meanwhile, reopening it leads there.
      if (recorded && UNANSWERED_STATES.includes(recorded.from)) consultation.closedFrom = recorded.from;
      const { issuerCode } = consultation;
      await this.tell(
        change,
        consultation,
        `${issuerCode} har tagit tillbaka det svar som registrerades för er: ${body.reason}`,
      );
      return { before: recorded?.before ?? {} };
    };
    return this.makeChange.step(caller, CONSULTATION_THAT_COMES_BACK, id, 'correct-reply', step);
  }

  private async tell(change: Change, consultation: Consultation, text: string): Promise<void> {
    const { issuerCode, consulteeCode } = consultation;
    if (issuerCode !== null && consulteeCode !== null)
      await this.messages.send(change, consultation, issuerCode, text);
  }
}

interface RecordedDays {
  readonly receivedOn?: string | undefined;
  readonly decidedOn?: string | undefined;
}

async function recordedDays({ tx }: Change, consultationId: string): Promise<RecordedDays> {
  const [row]: { received_on: string; decided_on: string | null }[] = await tx.query(
    "SELECT received_on, content->>'decidedOn' AS decided_on FROM recorded_replies WHERE consultation_id = $1",
    [consultationId],
  );
  return { receivedOn: row?.received_on, decidedOn: row?.decided_on ?? undefined };
}

/** What to say of a recorded reply: a day long past, and numbers of persons in what may be published. */
export const oddReply = (today: string, { receivedOn, statement }: Partial<RecordReplyBody>): Reason[] => [
  ...longAgo(today, receivedOn),
  ...personalNumberWarnings(statement?.caseNumber, ...(statement?.clauses ?? []).map(({ text }) => text)),
];

/**
 * @param recorded what a correction leaves as it is.
 * @throws Invalid for days that cannot be, answers to what was not asked, and a document that is not the issuer's.
 */
export async function refuseWrong(
  change: Change,
  { issuerCode, sentOn, referralId }: Pick<Consultation, 'issuerCode' | 'sentOn' | 'referralId'>,
  { documentId, attachments = [], receivedOn, statement }: Partial<RecordReplyBody>,
  recorded: RecordedDays = {},
): Promise<void> {
  const { today } = change;
  notInTheFuture('/receivedOn', receivedOn, today);
  notBefore('/receivedOn', receivedOn, sentOn, because.beforeSent);
  notInTheFuture('/statement/decidedOn', statement?.decidedOn, today);
  notBefore('/statement/decidedOn', statement?.decidedOn, sentOn, because.beforeSent);
  const decidedOn = statement?.decidedOn ?? recorded.decidedOn;
  const wrong = statement?.decidedOn === undefined ? '/receivedOn' : '/statement/decidedOn';
  notBefore(wrong, receivedOn ?? recorded.receivedOn, decidedOn, because.beforeConfirmed);
  const [first, ...rest] = await unknownQuestions(change, referralId, statement?.answers ?? [], '/statement');
  if (first) throw new Invalid(first, ...rest);
  const named = [
    ...(documentId === undefined ? [] : [{ pointer: '/documentId', id: documentId }]),
    ...attachments.map((id, index) => ({ pointer: `/attachments/${index}`, id })),
  ];
  await refuseUnknown(change, issuerCode, named);
}

/** Those that there are cannot be deleted or disposed of until the transaction ends. @throws Invalid for what is no document of the issuer's. */
async function refuseUnknown(
  { tx }: Change,
  issuerCode: string | null,
  named: readonly { readonly pointer: string; readonly id: string }[],
): Promise<void> {
  const found: { id: string }[] = await tx.query(
    'SELECT id FROM documents WHERE id = ANY($1) AND body_code = $2 AND disposed_at IS NULL FOR KEY SHARE',
    [named.map(({ id }) => id), issuerCode],
  );
  const known = new Set(found.map(({ id }) => id));
  const [first, ...rest] = named
    .filter(({ id }) => !known.has(id.toLowerCase()))
    .map(({ pointer }) => ({ pointer, ...because.unknownDocument }));
  if (first) throw new Invalid(first, ...rest);
}

/** @param from where the consultation is again if the reply is taken back. */
export async function insertReply(
  { tx, caller }: Change,
  consultationId: string,
  { documentId, attachments = [], receivedOn, stance, statement }: RecordReplyBody,
  from: string,
): Promise<void> {
  await tx.query(
    `INSERT INTO recorded_replies
       (consultation_id, document_id, received_on, stance, content, recorded_by, recorded_from, attachments)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      consultationId,
      documentId,
      receivedOn,
      stance,
      statement ?? {},
      caller.actor.username,
      from,
      attachments,
    ],
  );
  await noteDocuments(tx, consultationId);
}

/** What a reply has named belongs to its case, also when the reply is put right or taken back. */
async function noteDocuments(tx: EntityManager, consultationId: string): Promise<void> {
  await tx.query(
    `INSERT INTO reply_documents SELECT consultation_id, unnest(document_id || attachments) FROM recorded_replies
     WHERE consultation_id = $1 ON CONFLICT DO NOTHING`,
    [consultationId],
  );
}
