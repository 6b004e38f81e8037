import { Injectable } from '@nestjs/common';
import type { Change } from '../../changes/change.js';
import { PromiseDeliveries } from '../../delivery/promise-deliveries.js';
import { consultationFacts } from '../consultation-facts.js';
import { Consultation } from '../consultation.entity.js';
import { aboutConsultation } from '../consultation.kind.js';
import { toConsultee, toIssuer } from '../notices.js';
import { lastPacket } from '../recall-consultation.js';

interface Names {
  readonly body: string;
  readonly successor: string;
}

/**
 * Ends a question that nobody is left to put or to answer once a body is wound up: its successor has a part of its own in
 * the referral, and a body neither gives two answers nor asks itself.
 */
@Injectable()
export class TakeBackQuestions {
  constructor(private readonly promiseDeliveries: PromiseDeliveries) {}

  /** To be called as the service, under the lock of a consultation that nobody has decided on. */
  async takeBack(change: Change, consultation: Consultation, body: string, successor: string): Promise<void> {
    const { tx, today, caller } = change;
    const reason = reasonOf(consultation, successor, await namesOf(change, body, successor));
    consultation.take('recall', await consultationFacts(tx, consultation.id, today, caller.actor), today);
    Object.assign(consultation, {
      recalledBecause: reason,
      recalledAfterPacket: await lastPacket(tx, consultation),
    });
    const occasion = {
      verb: 'recall',
      objectType: 'consultation',
      ...aboutConsultation(consultation, 'recall'),
    };
    await change.save(Consultation, consultation, { ...occasion, reason }, { after: { woundUp: body } });
    await this.promiseDeliveries.promise(tx, [
      toConsultee(consultation, 'consultation-recalled'),
      // Who asked is told, unless it is the successor that has come to be both.
      ...(consultation.issuerCode === successor || consultation.consulteeCode === successor
        ? []
        : [toIssuer(consultation, 'matter-handed-over', 'registrar')]),
    ]);
  }
}

/** What stands on the consultation, and in the audit trail, in the words of the municipality. */
function reasonOf({ issuerCode, consulteeCode }: Consultation, successor: string, names: Names): string {
  const tookOver = `${names.body} har avvecklats och ${names.successor} har tagit över`;
  if (consulteeCode === successor) return `${tookOver} som remittent: ett organ svarar inte sig självt.`;
  if (issuerCode === successor) return `${tookOver}, som själv har skickat remissen.`;
  return `${tookOver}, som själv är tillfrågad i remissen.`;
}

async function namesOf({ tx }: Change, body: string, successor: string): Promise<Names> {
  const [names]: [Names] = await tx.query(
    `SELECT (SELECT name FROM bodies WHERE code = $1) AS body, (SELECT name FROM bodies WHERE code = $2) AS successor`,
    [body, successor],
  );
  return names;
}
