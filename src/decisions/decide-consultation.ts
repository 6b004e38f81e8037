import { Injectable } from '@nestjs/common';
import { MakeChange } from '../changes/make-change.js';
import { warningsView } from '../changes/warnings-view.js';
import { decidedBeforeReceipt } from '../rules/odd-days.js';
import { CONSULTATION } from '../consultations/consultation.kind.js';
import type { Also } from '../changes/step.js';
import type { Consultation } from '../consultations/consultation.entity.js';
import type { ConsultationView } from '../consultations/consultations.dto.js';
import type { Caller } from '../changes/caller.js';
import type { Change } from '../changes/change.js';
import { notInTheFuture } from '../http/field-rules.js';
import { meetingDayHasCome } from '../rules/consultation-rules.js';
import { personalNumberWarnings } from '../rules/personal-data.js';
import { Conflict, Invalid, type Reason } from '../rules/problem.js';
import { adoptedIn, checkAdopted } from './adopted-preparation.js';
import { checkDecisionParts } from './check-decision-parts.js';
import { checkOutcome, decidedStatement } from './decided-wording.js';
import { Decision } from './decision.entity.js';
import { isReported } from './is-reported.js';
import { meetingWithId } from './meeting-of.js';
import type { DecideBody, DecideByDelegationBody } from './decisions.dto.js';
import { because } from './refusals.js';

type Facts = Pick<Decision, 'route' | 'outcome' | 'decidedOn'> & Partial<Decision>;

/** Records what the board decided, or what was decided for it. */
@Injectable()
export class DecideConsultation {
  constructor(private readonly makeChange: MakeChange) {}

  /** At the meeting whose agenda the matter is on; that meeting's day is the day of the decision. */
  async decide(caller: Caller, id: string, body: DecideBody): Promise<ConsultationView> {
    return this.makeChange.step(caller, CONSULTATION, id, 'decide', async (consultation, change) => {
      const { meets_on: decidedOn, organ } = await meetingWithId(change.tx, consultation.meetingId);
      // It may have been moved since the lifecycle looked at its day: it is locked only now.
      if (decidedOn > change.today) throw new Conflict(meetingDayHasCome);
      if (organ !== null && body.route === 'board')
        throw new Invalid({ pointer: '/route', ...because.ofTheCommittee(organ) });
      const { route = organ === null ? 'board' : 'committee', outcome, section } = body;
      const committee = route === 'committee' ? (body.committee ?? organ) : null;
      return this.record(change, consultation, body, { route, committee, outcome, section, decidedOn });
    });
  }

  /** KL 6:37–39 and 7:5. KL 6:38 bars an officer from some of it: the lifecycle refuses with the paragraph. */
  async decideByDelegation(
    caller: Caller,
    id: string,
    body: DecideByDelegationBody,
  ): Promise<ConsultationView> {
    const { route, basis, decidedOn, decidedBy, outcome = 'as-proposed', section } = body;
    const step = async (consultation: Consultation, change: Change) => {
      notInTheFuture('/decidedOn', decidedOn, change.today);
      consultation.meetingId = null;
      const facts: Facts = {
        route,
        outcome,
        basis,
        decidedOn,
        decidedBy,
        section: section ?? null,
      };
      return this.record(
        change,
        consultation,
        body,
        facts,
        decidedBeforeReceipt(consultation.receivedOn, decidedOn),
      );
    };
    return this.makeChange.step(caller, CONSULTATION, id, 'decide-by-delegation', step, () => ({
      facts: { delegatedRoute: route },
    }));
  }

  private async record(
    change: Change,
    consultation: Consultation,
    body: DecideBody | DecideByDelegationBody,
    facts: Facts,
    odd: readonly Reason[] = [],
  ): Promise<Also> {
    checkOutcome(facts.outcome, body);
    await checkDecisionParts(change.tx, consultation, body);
    const { clauses } = await decidedStatement(change, consultation, body, 'decision');
    const { reservations = [], specialStatements = [], motions = [], votes = [], recusals = [] } = body;
    const { notTakingPart = [], minutesNotes = [], questionStances = [] } = body;
    const decision = Object.assign(new Decision(), facts, {
      consultationId: consultation.id,
      reportAtNextMeeting: await isReported(change.tx, consultation.consulteeCode, facts.route),
      statementVersion: consultation.statementVersion,
      clauses,
      reservations,
      specialStatements,
      motions,
      votes,
      recusals,
      notTakingPart,
      minutesNotes,
      questionStances,
      adoptedPreparation: adoptedIn(body),
    });
    const other = checkAdopted(consultation, decision);
    await change.tx.insert(Decision, decision);
    const { consultationId: _id, ...recorded } = decision;
    const warnings = [...odd, ...other, ...personalNumberWarnings(...clauses.map(({ text }) => text))];
    return { after: { decision: recorded }, ...warningsView(warnings, change.caller) };
  }
}
