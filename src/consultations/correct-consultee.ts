import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../changes/caller.js';
import type { Change } from '../changes/change.js';
import { MakeChange } from '../changes/make-change.js';
import type { Also } from '../changes/step.js';
import { warningsView } from '../changes/warnings-view.js';
import { PromiseDeliveries } from '../delivery/promise-deliveries.js';
import { notBefore, notInTheFuture } from '../http/field-rules.js';
import { listedAs } from '../referrals/consultees.js';
import { longAgo } from '../rules/odd-days.js';
import type { PartyKind } from '../rules/party-kind.js';
import { personalNumberWarnings } from '../rules/personal-data.js';
import { Invalid, type Reason } from '../rules/problem.js';
import { moveDayOfAsking } from './day-of-asking.js';
import type { Consultation } from './consultation.entity.js';
import { CONSULTATION } from './consultation.kind.js';
import type { ConsultationView } from './consultations.dto.js';
import type { CorrectConsulteeBody } from './registering.dto.js';
import { toConsultee } from './notices.js';
import { because } from './refusals.js';

/** Corrects what the issuer wrote of one that it asks: the day, and of one outside Yttra the name, kind and address. */
@Injectable()
export class CorrectConsultee {
  constructor(
    private readonly makeChange: MakeChange,
    private readonly promiseDeliveries: PromiseDeliveries,
  ) {}

  /**
   * What was sent under the earlier name stays as it was sent. Until the consultee has answered, the packet is to be sent
   * anew to an address that was corrected, and no longer to the earlier one.
   */
  async correct(caller: Caller, id: string, body: CorrectConsulteeBody): Promise<ConsultationView> {
    return this.makeChange.step(
      caller,
      CONSULTATION,
      id,
      'correct-consultee',
      async (consultation, change) => {
        const { sentOn, name, kind, email } = body;
        if ([sentOn, name, kind, email].every((given) => given === undefined))
          throw new Invalid({ pointer: '', ...because.nothingCorrected });
        if (sentOn !== undefined) await correctDay(change, consultation, sentOn);
        const outsider = await correctOutsider(change, consultation, body);
        if (outsider.isMoved && consultation.state === 'sent') await this.sendAnew(change.tx, consultation);
        const warnings: Reason[] = [...longAgo(change.today, sentOn), ...personalNumberWarnings(name)];
        return { ...outsider.also, answer: warningsView(warnings, caller) };
      },
    );
  }

  private async sendAnew(tx: EntityManager, consultation: Consultation): Promise<void> {
    await tx.query(
      `UPDATE deliveries SET state = 'cancelled', version = version + 1, last_error = 'address-corrected'
       WHERE consultation_id = $1 AND kind = 'packet' AND state IN ('pending', 'failed')`,
      [consultation.id],
    );
    await this.promiseDeliveries.promise(tx, [
      toConsultee(consultation, 'referral-sent', { kind: 'packet' }),
    ]);
  }
}

/** @throws Invalid for a day to come, one before the referral was sent, and one after it was received or answered. */
async function correctDay(change: Change, consultation: Consultation, sentOn: string): Promise<void> {
  if (consultation.sentOn === null) throw new Invalid({ pointer: '/sentOn', ...because.neverAsked });
  notInTheFuture('/sentOn', sentOn, change.today);
  const [referral]: { sentOn: string | null }[] = await change.tx.query(
    'SELECT sent_on AS "sentOn" FROM referrals WHERE id = $1',
    [consultation.referralId],
  );
  notBefore('/sentOn', sentOn, referral?.sentOn ?? null, because.beforeSent);
  moveDayOfAsking(consultation, sentOn);
}

/** @throws Invalid of a body here, whose name is not the issuer's to write, and for the name of another consultee. */
async function correctOutsider(
  { tx }: Change,
  consultation: Consultation,
  { name, kind, email, askedAgain }: CorrectConsulteeBody,
): Promise<{ readonly isMoved: boolean; readonly also: Also }> {
  if (consultation.consulteeCode !== null) {
    const [first] = Object.entries({ name, kind, email }).filter(([, given]) => given !== undefined);
    if (first) throw new Invalid({ pointer: `/${first[0]}`, ...because.bodyHasItsName });
    return { isMoved: false, also: {} };
  }
  if (name !== undefined && !askedAgain) await refuseNameOfAnother(tx, consultation, name);
  const isMoved = email !== undefined && email !== consultation.consulteeEmail;
  if (name !== undefined) consultation.consulteeName = name;
  if (email !== undefined) consultation.consulteeEmail = email;
  const [[row]]: [{ before: PartyKind | null }[], number] = await tx.query(
    `UPDATE referral_consultees listed SET name = $2, email = $3, kind = coalesce($4, listed.kind)
     FROM (SELECT * FROM referral_consultees WHERE consultation_id = $1 FOR UPDATE) earlier
     WHERE listed.referral_id = earlier.referral_id AND listed.position = earlier.position
     RETURNING earlier.kind AS before`,
    [consultation.id, consultation.consulteeName, consultation.consulteeEmail, kind ?? null],
  );
  if (consultation.unasked) {
    if (kind !== undefined) consultation.consulteeKind = kind;
    return { isMoved, also: {} };
  }
  if (kind === undefined) return { isMoved, also: {} };
  if (!row) throw new Invalid({ pointer: '/kind', ...because.neverAsked });
  return { isMoved, also: { before: { kind: row.before }, after: { kind } } };
}

async function refuseNameOfAnother(
  tx: EntityManager,
  { id, referralId }: Consultation,
  name: string,
): Promise<void> {
  const others: { name: string }[] = await tx.query(
    `SELECT consultee_name AS name FROM consultations
     WHERE referral_id = $1 AND id <> $2 AND consultee_name IS NOT NULL AND state <> 'withdrawn'`,
    [referralId, id],
  );
  if (others.some((other) => listedAs(other) === listedAs({ name })))
    throw new Invalid({ pointer: '/name', ...because.outsiderAskedTwice });
}
