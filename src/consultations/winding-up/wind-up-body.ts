import { Injectable } from '@nestjs/common';
import { ReferralCase } from '../../cases/referral-case.entity.js';
import type { Caller } from '../../changes/caller.js';
import type { Change } from '../../changes/change.js';
import { actingAsTheService } from '../../database/acting.js';
import { PromiseDeliveries } from '../../delivery/promise-deliveries.js';
import type { Body } from '../../organisation/body.entity.js';
import { KeepBodies } from '../../organisation/keep-bodies.js';
import type { BodyView, EditBodyBody } from '../../organisation/organisation.dto.js';
import { Conflict, type Reason } from '../../rules/problem.js';
import type { Refusal } from '../../rules/refusals.js';
import { consultationFacts } from '../consultation-facts.js';
import { Consultation } from '../consultation.entity.js';
import { aboutConsultation } from '../consultation.kind.js';
import { toConsultee, toIssuer } from '../notices.js';
import { because } from '../refusals.js';
import { HANDED_OVER, openMatters, type OpenMatters } from './open-matters.js';

/** Changes a body; one that is wound up leaves nothing open: refused, or all of it handed over to its successor. */
@Injectable()
export class WindUpBody {
  constructor(
    private readonly keepBodies: KeepBodies,
    private readonly promiseDeliveries: PromiseDeliveries,
  ) {}

  async edit(caller: Caller, code: string, body: EditBodyBody): Promise<BodyView> {
    return this.keepBodies.edit(caller, code, body, (change, woundUp) => this.windUp(change, woundUp));
  }

  /**
   * Locks the two bodies, so that nobody is asked meanwhile, then the cases and the consultations, each in the order of
   * their ids.
   *
   * @throws Conflict naming all that is open.
   */
  private async windUp(change: Change, { code, successor }: Body): Promise<readonly Reason[]> {
    const { tx } = change;
    await tx.query('SELECT FROM bodies WHERE code = ANY($1) ORDER BY code FOR UPDATE', [[code, successor]]);
    const open = await openMatters(tx, code, successor);
    const [first, ...rest] = hindrances(open, successor);
    if (first) throw new Conflict(first, ...rest);
    if (successor === null) return [];
    await actingAsTheService(async () => {
      await this.handOverCases(change, code, successor);
      await this.handOverReplies(change, code, successor);
    });
    return saidOf(open, successor);
  }

  /** A case with its referrals, whose packets stay as they were, and its own replies. */
  private async handOverCases(change: Change, body: string, successor: string): Promise<void> {
    const { tx } = change;
    const rows: object[] = await tx.query(
      "SELECT * FROM cases WHERE issuer_code = $1 AND state = 'open' ORDER BY id FOR NO KEY UPDATE",
      [body],
    );
    const ids: string[] = [];
    for (const referralCase of rows.map((row) => change.track(ReferralCase, row))) {
      ids.push(referralCase.id);
      referralCase.issuerCode = successor;
      const occasion = { verb: 'hand-over', objectType: 'case', body, caseId: referralCase.id };
      await change.save(ReferralCase, referralCase, occasion);
    }
    await tx.query('UPDATE referrals SET issuer_code = $2 WHERE case_id = ANY($1)', [ids, successor]);
    const asked: object[] = await tx.query(
      'SELECT * FROM consultations WHERE case_id = ANY($1) AND issuer_code = $2 ORDER BY id FOR NO KEY UPDATE',
      [ids, body],
    );
    // What the successor itself answered stays an answer to the body that asked it.
    await tx.query(
      `UPDATE consultations SET issuer_code = $3
       WHERE case_id = ANY($1) AND issuer_code = $2 AND consultee_code IS DISTINCT FROM $3`,
      [ids, body, successor],
    );
    await tx.query(
      `UPDATE consultations SET consultee_code = $3, officer = ${officerAt('$3')}
       WHERE case_id = ANY($1) AND referral_id IS NULL AND consultee_code = $2
         AND state NOT IN ('decided', 'confirmed', 'forwarded', 'received')`,
      [ids, body, successor],
    );
    const told = asked
      .map((row) => change.track(Consultation, row))
      .filter(({ state }) => HANDED_OVER.includes(state))
      .map((consultation) => {
        consultation.issuerCode = successor;
        return toConsultee(consultation, 'matter-handed-over');
      });
    await this.promiseDeliveries.promise(tx, told);
  }

  /** What is on a meeting of the body leaves it. Numbers stay, and so does the officer who is one at the successor too. */
  private async handOverReplies(change: Change, body: string, successor: string): Promise<void> {
    const { tx, today, caller } = change;
    const rows: { id: string; still: string | null }[] = await tx.query(
      `SELECT *, ${officerAt('$3')} AS still FROM consultations
       WHERE consultee_code = $1 AND referral_id IS NOT NULL AND state = ANY($2) ORDER BY id FOR NO KEY UPDATE`,
      [body, HANDED_OVER, successor],
    );
    for (const row of rows) {
      const consultation = change.track(Consultation, row);
      consultation.take('hand-over', await consultationFacts(tx, row.id, today, caller.actor), today);
      const occasion = {
        verb: 'hand-over',
        objectType: 'consultation',
        ...aboutConsultation(consultation, 'hand-over'),
      };
      Object.assign(consultation, { consulteeCode: successor, officer: row.still });
      await change.save(Consultation, consultation, occasion);
      await this.promiseDeliveries.promise(tx, [toIssuer(consultation, 'matter-handed-over', 'registrar')]);
    }
    await tx.query('UPDATE referral_consultees SET body_code = $2 WHERE consultation_id = ANY($1)', [
      rows.map(({ id }) => id),
      successor,
    ]);
  }
}

/** The officer of a row of consultations, if they are one of that body too. */
const officerAt = (body: string): string => `(SELECT username FROM roles JOIN people USING (username)
  WHERE username = consultations.officer AND body_code = ${body} AND role = 'officer' AND active)`;

function hindrances(open: OpenMatters, successor: string | null): Refusal[] {
  const { cases, replies, decided, doubled, keepsFor } = open;
  return [
    ...(keepsFor.length > 0 ? [because.keepsRegisterFor(named(keepsFor))] : []),
    ...(successor !== null && doubled.length > 0
      ? [because.successorIsParty(successor, named(doubled))]
      : []),
    ...(successor === null && cases.length > 0 ? [because.openCases(named(cases))] : []),
    ...(successor === null && replies.length > 0 ? [because.openReplies(named(replies))] : []),
    ...(successor === null && decided.length > 0 ? [because.decidedUnsent(named(decided))] : []),
  ];
}

function saidOf({ cases, replies, decided }: OpenMatters, successor: string): Refusal[] {
  const handedOver = [...cases, ...replies];
  return [
    ...(handedOver.length > 0 ? [because.handedOver(successor, named(handedOver))] : []),
    ...(decided.length > 0 ? [because.sentInItsName(successor, named(decided))] : []),
  ];
}

/** The first twenty, and how many more there are. */
const named = (numbers: readonly string[]): string =>
  [...numbers.slice(0, 20), ...(numbers.length > 20 ? [`+ ${numbers.length - 20}`] : [])].join(', ');
