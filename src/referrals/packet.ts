import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../changes/caller.js';
import type { Change } from '../changes/change.js';
import { MakeChange } from '../changes/make-change.js';
import { addingToIt } from '../changes/step.js';
import { documentIsVisible, scopeOf } from '../identity/visibility.js';
import { Conflict, Invalid } from '../rules/problem.js';
import type { Referral } from './referral.entity.js';
import { REFERRAL } from './referral.kind.js';
import type { ReferralView } from './referrals.dto.js';
import type { AttachDocumentBody } from './packets.dto.js';
import { because } from './refusals.js';

/** Puts documents into a draft's packet and takes them out. */
@Injectable()
export class Packet {
  constructor(private readonly makeChange: MakeChange) {}

  async attach(caller: Caller, id: string, { documentId }: AttachDocumentBody): Promise<ReferralView> {
    const attach = async (referral: Referral, { tx }: Change) => {
      await putIntoPacket(tx, caller, referral, documentId);
      return { after: { documentId } };
    };
    return this.makeChange.step(caller, REFERRAL, id, 'attach-document', attach, addingToIt);
  }

  async detach(caller: Caller, id: string, documentId: string): Promise<ReferralView> {
    return this.makeChange.step(caller, REFERRAL, id, 'detach-document', async (_referral, { tx }) => {
      await tx.query('DELETE FROM referral_documents WHERE referral_id = $1 AND document_id = $2', [
        id,
        documentId,
      ]);
      return { before: { documentId } };
    });
  }
}

/** Puts a document at the end of a packet. @throws Invalid for one that is not the issuer's or has been disposed of; Conflict for one that is there. */
export async function putIntoPacket(
  tx: EntityManager,
  caller: Caller,
  referral: Referral,
  documentId: string,
  pointer = '/documentId',
): Promise<void> {
  const found: object[] = await tx.query(
    `SELECT FROM documents WHERE id = $3 AND body_code = $4 AND disposed_at IS NULL AND ${documentIsVisible('documents')} FOR KEY SHARE`,
    [...scopeOf(caller.actor), documentId, referral.issuerCode],
  );
  if (found.length === 0) throw new Invalid({ pointer, ...because.unknownDocument });
  const added: object[] = await tx.query(
    `INSERT INTO referral_documents (referral_id, document_id, position)
     VALUES ($1, $2, coalesce((SELECT max(position) FROM referral_documents WHERE referral_id = $1), 0) + 1)
     ON CONFLICT DO NOTHING RETURNING document_id`,
    [referral.id, documentId],
  );
  if (added.length === 0) throw new Conflict(because.attachedAlready);
}
