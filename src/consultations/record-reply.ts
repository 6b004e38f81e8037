import { Injectable } from '@nestjs/common';
import { MakeChange } from '../changes/make-change.js';
import { warningsView } from '../changes/warnings-view.js';
import { longAgo } from '../rules/odd-days.js';
import { CONSULTATION } from './consultation.kind.js';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../changes/caller.js';
import type { Change } from '../changes/change.js';
import { notBefore, notInTheFuture } from '../http/field-rules.js';
import { Invalid } from '../rules/problem.js';
import type { Consultation } from './consultation.entity.js';
import type {
  AllowRecordedReplyBody,
  ConsultationView,
  CorrectReplyBody,
  RecordReplyBody,
} from './consultations.dto.js';
import { Messages } from './messages.js';
import { because } from './refusals.js';

/** What was recorded before the correction, and after it. */
const MEND = `
  WITH mended AS (
    UPDATE recorded_replies recorded SET document_id = coalesce($2, earlier.document_id),
      received_on = coalesce($3, earlier.received_on), stance = coalesce($4, earlier.stance)
    FROM (SELECT * FROM recorded_replies WHERE consultation_id = $1 FOR UPDATE) earlier
    WHERE recorded.consultation_id = earlier.consultation_id
    RETURNING jsonb_build_object('documentId', earlier.document_id, 'receivedOn', earlier.received_on, 'stance', earlier.stance) AS before,
      jsonb_build_object('documentId', recorded.document_id, 'receivedOn', recorded.received_on, 'stance', recorded.stance) AS after
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
        const { documentId, receivedOn, stance } = body;
        notInTheFuture('/receivedOn', receivedOn, change.today);
        notBefore('/receivedOn', receivedOn, consultation.sentOn, because.beforeSent);
        await refuseForeignDocument(change.tx, consultation.issuerCode, documentId);
        consultation.reachedIssuerOn = receivedOn;
        await change.tx.query(
          `INSERT INTO recorded_replies (consultation_id, document_id, received_on, stance, recorded_by, recorded_from)
         VALUES ($1, $2, $3, $4, $5, $6)`,
          [id, documentId, receivedOn, stance, caller.actor.username, from],
        );
        const { issuerCode } = consultation;
        await this.tell(
          change,
          consultation,
          `${issuerCode} har registrerat ert svar, som kom in ${receivedOn}.`,
        );
        return {
          after: { documentId, stance, recordedByIssuer: true },
          answer: warningsView(longAgo(change.today, receivedOn), caller),
        };
      },
    );
  }

  /** Mends what was recorded wrongly; a correction that names nothing takes the reply back. */
  async correct(caller: Caller, id: string, body: CorrectReplyBody): Promise<ConsultationView> {
    const { documentId, receivedOn, stance } = body;
    if (documentId === undefined && receivedOn === undefined && stance === undefined)
      return this.takeBack(caller, id, body);
    const mend = async (consultation: Consultation, change: Change) => {
      notInTheFuture('/receivedOn', receivedOn, change.today);
      notBefore('/receivedOn', receivedOn, consultation.sentOn, because.beforeSent);
      if (documentId !== undefined)
        await refuseForeignDocument(change.tx, consultation.issuerCode, documentId);
      if (receivedOn !== undefined) consultation.reachedIssuerOn = receivedOn;
      const [row]: { before: object; after: object }[] = await change.tx.query(MEND, [
        id,
        documentId ?? null,
        receivedOn ?? null,
        stance ?? null,
      ]);
      const { issuerCode } = consultation;
      await this.tell(
        change,
        consultation,
        `${issuerCode} har rättat det svar som registrerades för er: ${body.reason}`,
      );
      return { before: row?.before ?? {}, after: row?.after ?? {} };
    };
    return this.makeChange.step(caller, CONSULTATION, id, 'correct-reply', mend, () => ({
      facts: { replyStays: true },
    }));
  }

  /** Takes a recorded reply back: the consultation is where it was before. What was recorded stands in the event. */
  private async takeBack(
    caller: Caller,
    id: string,
    { reason }: CorrectReplyBody,
  ): Promise<ConsultationView> {
    return this.makeChange.step(caller, CONSULTATION, id, 'correct-reply', async (consultation, change) => {
      const [[recorded]]: [object[], number] = await change.tx.query(
        `DELETE FROM recorded_replies WHERE consultation_id = $1
         RETURNING document_id AS "documentId", stance, true AS "recordedByIssuer"`,
        [id],
      );
      consultation.reachedIssuerOn = null;
      const { issuerCode } = consultation;
      await this.tell(
        change,
        consultation,
        `${issuerCode} har tagit tillbaka det svar som registrerades för er: ${reason}`,
      );
      return { before: recorded ?? {} };
    });
  }

  /** The consultee's word that the issuer may record its reply, or that it may not any longer. */
  async allow(
    caller: Caller,
    id: string,
    { allowed = true }: AllowRecordedReplyBody,
  ): Promise<ConsultationView> {
    return this.makeChange.step(caller, CONSULTATION, id, 'allow-recorded-reply', (consultation) => {
      consultation.recordedReplyAllowed = allowed;
    });
  }

  private async tell(change: Change, consultation: Consultation, text: string): Promise<void> {
    const { issuerCode, consulteeCode } = consultation;
    if (issuerCode !== null && consulteeCode !== null)
      await this.messages.send(change, consultation, issuerCode, text);
  }
}

async function refuseForeignDocument(
  tx: EntityManager,
  issuer: string | null,
  documentId: string,
): Promise<void> {
  const found: object[] = await tx.query('SELECT FROM documents WHERE id = $1 AND body_code = $2', [
    documentId,
    issuer,
  ]);
  if (found.length > 0) return;
  throw new Invalid({ pointer: '/documentId', ...because.unknownDocument });
}
