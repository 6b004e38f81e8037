import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../http/caller.js';
import { notInTheFuture } from '../http/field-rules.js';
import { Invalid } from '../rules/problem.js';
import type { ConsultationView, RecordReplyBody } from './consultations.dto.js';
import { TakeStep } from './take-step.js';

@Injectable()
export class RecordReply {
  constructor(private readonly takeStep: TakeStep) {}

  /** For those who answer outside Yttra: the issuer's registrar enters the document that came. */
  async record(caller: Caller, id: string, body: RecordReplyBody): Promise<ConsultationView> {
    return this.takeStep.take(caller, id, 'record-reply', async (consultation, { tx }, today) => {
      notInTheFuture('/receivedOn', body.receivedOn, today);
      await refuseForeignDocument(tx, consultation.issuerCode, body.documentId);
      consultation.reachedIssuerOn = body.receivedOn;
      await tx.query(
        `INSERT INTO recorded_replies (consultation_id, document_id, received_on, stance, recorded_by)
         VALUES ($1, $2, $3, $4, $5)`,
        [id, body.documentId, body.receivedOn, body.stance, caller.actor.username],
      );
      return { after: { documentId: body.documentId, stance: body.stance } };
    });
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
  throw new Invalid({
    pointer: '/documentId',
    code: 'unknown-document',
    detail: { sv: 'Organet har ingen sådan handling.', en: 'The body has no such document.' },
  });
}
