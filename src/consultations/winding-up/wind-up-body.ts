import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ReferralCase } from '../../cases/referral-case.entity.js';
import type { Caller } from '../../changes/caller.js';
import type { Change } from '../../changes/change.js';
import { actingAsTheService } from '../../database/acting.js';
import { PromiseDeliveries } from '../../delivery/promise-deliveries.js';
import type { Body } from '../../organisation/body.entity.js';
import { isPlanned, KeepBodies } from '../../organisation/keep-bodies.js';
import type { BodyView, EditBodyBody } from '../../organisation/bodies.dto.js';
import { TellThoseConcerned } from '../../organisation/tell-those-concerned.js';
import { Referral } from '../../referrals/referral.entity.js';
import { Conflict, type Reason } from '../../rules/problem.js';
import { consultationFacts } from '../consultation-facts.js';
import { Consultation } from '../consultation.entity.js';
import { aboutConsultation } from '../consultation.kind.js';
import { toConsultee, toIssuer } from '../notices.js';
import { because } from '../refusals.js';
import { EndArrangements } from './end-arrangements.js';
import { keepNumbers } from './keep-numbers.js';
import {
  HANDED_OVER,
  handedOver,
  hindrances,
  openMatters,
  saidOf,
  successorIsParty,
} from './open-matters.js';
import { TakeBackQuestions } from './take-back-questions.js';

/** Changes a body; one that is wound up leaves nothing open: refused, or all of it handed over to its successor. */
@Injectable()
export class WindUpBody {
  constructor(
    private readonly keepBodies: KeepBodies,
    private readonly promiseDeliveries: PromiseDeliveries,
    private readonly endArrangements: EndArrangements,
    private readonly takeBackQuestions: TakeBackQuestions,
    private readonly tellThoseConcerned: TellThoseConcerned,
  ) {}

  async edit(caller: Caller, code: string, body: EditBodyBody): Promise<BodyView> {
    return this.keepBodies.edit(caller, code, body, (change, ...bodies) => this.arrange(change, ...bodies));
  }

  /**
   * What was handed over stands in the register of the body for as long as the one that has it is its successor: so
   * neither the successor nor who keeps the register is changed afterwards.
   */
  private async arrange(change: Change, body: Body, before: Body): Promise<readonly Reason[]> {
    const gone = before.active ? [] : await handedOver(change, body.code);
    if (gone.length > 0) throw new Conflict(gone[0]!);
    if (isPlanned(body)) return this.foresee(change, body);
    const isWoundUp = !body.active && (before.active || body.successor !== before.successor);
    return isWoundUp ? this.windUp(change, body) : [];
  }

  /** What the answer to a plan warns of: the day, what would stand in the way if it were today, and what would become of what is open. */
  private async foresee(change: Change, body: Body): Promise<readonly Reason[]> {
    const open = await openMatters(change, body.code, body.successor);
    const inTheWay = hindrances(open, body);
    return [
      because.endsOn(body.to!),
      ...(inTheWay.length > 0 ? [because.hinderedToday, ...inTheWay] : []),
      ...saidOf(open, body.successor),
    ];
  }

  /**
   * Locks the cases, their referrals and the consultations, each in the order of their ids; both bodies are locked, so that
   * nobody is asked meanwhile. Whoever locks a body for a step of one of these does so before it locks that.
   *
   * @throws Conflict naming all that is open.
   */
  private async windUp(change: Change, body: Body): Promise<readonly Reason[]> {
    const { code, successor } = body;
    const open = await openMatters(change, code, successor);
    const [first, ...rest] = hindrances(open, body);
    if (first) throw new Conflict(first, ...rest);
    if (successor !== null)
      await actingAsTheService(async () => {
        const cases = await this.handOverCases(change, code, successor);
        const replies = await this.handOverReplies(change, code, successor);
        const handed = [...cases, ...replies];
        await keepNumbers(change.tx, code, handed);
        if (handed.length > 0)
          await this.tellThoseConcerned.bodies(change, 'matters-taken-over', [successor]);
      });
    const ended = await actingAsTheService(() => this.endArrangements.end(change, code));
    return [...saidOf(open, successor), ...ended];
  }

  /** A case with its referrals, whose packets stay as they were; nobody asks itself in a draft of one. @returns the cases. */
  private async handOverCases(change: Change, body: string, successor: string): Promise<string[]> {
    const { tx } = change;
    const cases: object[] = await tx.query(
      "SELECT * FROM cases WHERE issuer_code = $1 AND state = 'open' ORDER BY id FOR NO KEY UPDATE",
      [body],
    );
    const ids: string[] = [];
    for (const referralCase of cases.map((row) => change.track(ReferralCase, row))) {
      ids.push(referralCase.id);
      referralCase.issuerCode = successor;
      await change.save(ReferralCase, referralCase, handing('case', body, { caseId: referralCase.id }));
    }
    const referrals: object[] = await tx.query(
      'SELECT * FROM referrals WHERE case_id = ANY($1) ORDER BY id FOR NO KEY UPDATE',
      [ids],
    );
    for (const referral of referrals.map((row) => change.track(Referral, row))) {
      Object.assign(referral, { issuerCode: successor });
      const about = { caseId: referral.caseId, referralId: referral.id };
      const struck = referral.state === 'draft' ? await strike(tx, referral.id, successor) : {};
      await change.save(Referral, referral, handing('referral', body, about), struck);
    }
    await this.handOverAsked(change, ids, body, successor);
    return ids;
  }

  /** What the successor itself answered stays an answer to the body that asked it; what it has not, nobody asks any more. */
  private async handOverAsked(
    change: Change,
    cases: readonly string[],
    body: string,
    successor: string,
  ): Promise<void> {
    const asked: object[] = await change.tx.query(
      `SELECT * FROM consultations WHERE case_id = ANY($1) AND issuer_code = $2 ORDER BY id FOR NO KEY UPDATE`,
      [cases, body],
    );
    for (const consultation of asked.map((row) => change.track(Consultation, row))) {
      if (consultation.consulteeCode === successor) {
        if (HANDED_OVER.includes(consultation.state))
          await this.takeBackQuestions.takeBack(change, consultation, body, successor);
        continue;
      }
      consultation.issuerCode = successor;
      // The consultee is who it was.
      const occasion = { ...handing('consultation', body, consultation.about), verb: 'hand-over-issuer' };
      await change.save(Consultation, consultation, occasion);
      if (HANDED_OVER.includes(consultation.state))
        await this.promiseDeliveries.promise(change.tx, [toConsultee(consultation, 'matter-handed-over')]);
    }
  }

  /**
   * Also the own replies of its cases. What is on a meeting of the body leaves it. Numbers stay, and so does the officer
   * who is one at the successor too. On the list of a referral stands who was asked. Where the successor is a party to the
   * referral itself, the question ends instead. @returns what was handed over.
   */
  private async handOverReplies(change: Change, body: string, successor: string): Promise<string[]> {
    const { tx, today, caller } = change;
    const rows: { id: string; still: string | null; ends: boolean }[] = await tx.query(
      `SELECT *, ${officerAt('$3')} AS still, ${successorIsParty('consultations', '$3')} AS ends FROM consultations
       WHERE consultee_code = $1 AND state = ANY($2) ORDER BY id FOR NO KEY UPDATE`,
      [body, HANDED_OVER, successor],
    );
    const handed: string[] = [];
    for (const row of rows) {
      const consultation = change.track(Consultation, row);
      if (row.ends) {
        await this.takeBackQuestions.takeBack(change, consultation, body, successor);
        continue;
      }
      handed.push(row.id);
      consultation.take('hand-over', await consultationFacts(tx, row.id, today, caller.actor), today);
      const { body: filedAt, ...about } = aboutConsultation(consultation, 'hand-over');
      Object.assign(consultation, { consulteeCode: successor, officer: row.still });
      await change.save(Consultation, consultation, handing('consultation', filedAt, about));
      // A sender outside has nothing to do with who answers here.
      if (consultation.issuerCode !== null)
        await this.promiseDeliveries.promise(tx, [toIssuer(consultation, 'matter-handed-over', 'registrar')]);
    }
    return handed;
  }
}

const handing = (
  objectType: 'case' | 'referral' | 'consultation',
  body: string | null,
  about: { caseId: string; referralId?: string | null; consultationId?: string },
) => ({ verb: 'hand-over', objectType, body, ...about });

/** The officer of a row of consultations, if they are one of that body too. */
const officerAt = (
  body: string,
): string => `(SELECT username FROM people WHERE username = consultations.officer AND active
  AND EXISTS (SELECT FROM effective_roles held WHERE held.username = people.username AND body_code = ${body} AND role = 'officer'))`;

/** A body that comes to send a draft is no consultee of it. @returns what the audit trail says of that, where it was one. */
async function strike(
  tx: EntityManager,
  referralId: string,
  body: string,
): Promise<{ before?: object; after?: object }> {
  const [struck]: [{ body: string }[], number] = await tx.query(
    'DELETE FROM referral_consultees WHERE referral_id = $1 AND body_code = $2 RETURNING body_code AS body',
    [referralId, body],
  );
  return struck.length > 0 ? { before: { consultee: body }, after: { consultee: null } } : {};
}
