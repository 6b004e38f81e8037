import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../changes/caller.js';
import { MakeChange } from '../changes/make-change.js';
import { PromiseDeliveries } from '../delivery/promise-deliveries.js';
import type { Consultation } from './consultation.entity.js';
import { CONSULTATION } from './consultation.kind.js';
import type { ConsultationView } from './consultations.dto.js';
import { toConsultee } from './notices.js';

/** Takes back one consultee that was asked by mistake; the others are asked as before. */
@Injectable()
export class RecallConsultation {
  constructor(
    private readonly makeChange: MakeChange,
    private readonly promiseDeliveries: PromiseDeliveries,
  ) {}

  /** The reason stands on the consultation, where the consultee reads it. */
  async recall(caller: Caller, id: string, reason: string): Promise<ConsultationView> {
    return this.makeChange.step(caller, CONSULTATION, id, 'recall', async (consultation, { tx }) => {
      const recalledAfterPacket = await lastPacket(tx, consultation);
      Object.assign(consultation, { recalledBecause: reason, recalledAfterPacket });
      await this.promiseDeliveries.promise(tx, [toConsultee(consultation, 'consultation-recalled')]);
    });
  }
}

/** The last packet of its referral: whoever is asked no more sees no later one. */
export async function lastPacket(
  tx: EntityManager,
  { referralId }: Pick<Consultation, 'referralId'>,
): Promise<number> {
  const [sent]: { number: number }[] = await tx.query(
    'SELECT coalesce(max(number), 0) AS number FROM referral_packets WHERE referral_id = $1',
    [referralId],
  );
  return sent!.number;
}
