import { Injectable } from '@nestjs/common';
import { MakeChange } from '../changes/make-change.js';
import { CONSULTATION } from '../consultations/consultation.kind.js';
import type { Also } from '../changes/step.js';
import type { ConsultationView } from '../consultations/consultations.dto.js';
import type { Consultation } from '../consultations/consultation.entity.js';
import type { Caller } from '../changes/caller.js';
import type { Change } from '../changes/change.js';
import { outcomeWords, quoted } from '../rules/words.js';
import { warningsView } from '../changes/warnings-view.js';
import { personalNumberWarnings } from '../rules/personal-data.js';
import { Invalid } from '../rules/problem.js';
import { adoptedIn, checkAdopted } from './adopted-preparation.js';
import { checkDecisionParts } from './check-decision-parts.js';
import { agreedWording, decidedStatement, type Wording } from './decided-wording.js';
import { Decision } from './decision.entity.js';
import type { CorrectDecisionBody } from './decisions.dto.js';
import { correctedDays, type Days } from './corrected-days.js';
import { because } from './refusals.js';

/** What a correction of a decision says; only what it names changes. */
export type Correction = Omit<CorrectDecisionBody, keyof Wording> & Wording;

@Injectable()
export class CorrectDecision {
  constructor(private readonly makeChange: MakeChange) {}

  async correct(caller: Caller, id: string, body: CorrectDecisionBody): Promise<ConsultationView> {
    return this.makeChange.step(caller, CONSULTATION, id, 'correct', async (consultation, change) => {
      if (!saysSomething(body)) throw new Invalid({ pointer: '', ...because.nothingCorrected });
      return correctDecision(change, consultation, body);
    });
  }
}

export function saysSomething({ reason: _reason, ...correction }: Correction): boolean {
  return Object.values(correction).some((value) => value !== undefined);
}

/**
 * Mends the decision and keeps what it replaces in `decision_corrections`. A new wording of the
 * statement is a new version. The caller holds the consultation's lock.
 */
export async function correctDecision(
  change: Change,
  consultation: Consultation,
  correction: Correction,
): Promise<Also> {
  const { tx, caller } = change;
  await checkDecisionParts(tx, consultation, correction);
  const decision = await tx.findOneByOrFail(Decision, { consultationId: consultation.id });
  const { reason, clauses, stance, assessment, recipients, outcome, ...rest } = correction;
  const { meetingId, meetingDate, decidedOn, confirmedOn, immediate, adoptedPreparation, ...parts } = rest;
  const days = await correctedDays(change, consultation, decision, {
    meetingId,
    meetingDate,
    decidedOn,
    confirmedOn,
    immediate,
  } as Days);
  const agreed = await agreedWording(
    change,
    consultation,
    decision.outcome,
    { clauses, stance, assessment, recipients } as Wording,
    outcome,
  );
  const decided = await decidedStatement(change, consultation, agreed.wording, 'correction');
  const corrected: Partial<Decision> = {
    ...days,
    ...Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)),
    ...(agreed.wording.clauses && { clauses: [...decided.clauses] }),
    ...(agreed.outcome !== decision.outcome && { outcome: agreed.outcome }),
    ...(adoptedPreparation !== undefined && { adoptedPreparation: adoptedIn({ adoptedPreparation }) }),
    ...(consultation.statementVersion !== decision.statementVersion && {
      statementVersion: consultation.statementVersion,
    }),
  };
  const other =
    corrected.adoptedPreparation !== undefined || corrected.clauses || corrected.outcome
      ? checkAdopted(consultation, { ...decision, ...corrected })
      : [];
  const earlier = Object.fromEntries(
    Object.keys(corrected).map((field) => [field, decision[field as keyof Decision]]),
  );
  await tx.update(Decision, { consultationId: consultation.id }, corrected);
  await tx.query(
    `INSERT INTO decision_corrections (consultation_id, number, reason, earlier, corrected_by)
     SELECT $1, count(*) + 1, $2, $3, $4 FROM decision_corrections WHERE consultation_id = $1`,
    [consultation.id, reason, earlier, caller.actor.username],
  );
  const follows = outcome === undefined && corrected.outcome !== undefined;
  const warnings = [
    ...(follows ? [because.outcomeFollows(quoted(outcomeWords[agreed.outcome]))] : []),
    ...other,
    ...personalNumberWarnings(...(corrected.clauses ?? []).map(({ text }) => text)),
  ];
  return {
    before: { decision: earlier },
    after: { decision: corrected },
    ...warningsView(warnings, caller),
  };
}
