import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock.js';
import type { Caller } from '../changes/caller.js';
import type { Change, Occasion } from '../changes/change.js';
import { MakeChange } from '../changes/make-change.js';
import type { WarningView } from '../http/warning.dto.js';
import { warningsView } from '../http/warnings-view.js';
import { consultationIsVisible } from '../identity/visibility.js';
import { fourEyesWarnings, type ConsultationVerb } from '../rules/consultation-lifecycle.js';
import type { ConsultationFacts } from '../rules/consultation-rules.js';
import type { ConsultationState } from '../rules/consultation-states.js';
import type { VerbOn } from '../rules/kinds.js';
import { consultationFacts } from './consultation-facts.js';
import { Consultation } from './consultation.entity.js';
import type { ConsultationView } from './consultations.dto.js';
import { readConsultation } from './read-consultation.js';

/** What an effect adds to the step's audit event and to its answer. */
export interface Also {
  readonly before?: object;
  readonly after?: object;
  readonly warnings?: readonly WarningView[];
  /** Fields of the answer that only this step has. */
  readonly answer?: object;
}

/** What a step does besides changing the state: called with the row locked and every rule met. */
export type Effect = (
  consultation: Consultation,
  change: Change,
  today: string,
  /** The state before the step. */
  from: ConsultationState,
) => Promise<Also | void> | Also | void;

/**
 * Takes one step of a consultation: lock, authorize, check version and rules, change, save, remember –
 * in one transaction. Every verb on a consultation goes through here.
 *
 * The lock is held until the end, so the facts cannot change between check and commit. `effect`
 * runs after `take`; what it changes on the consultation is saved with the step.
 */
@Injectable()
export class TakeStep {
  constructor(
    private readonly makeChange: MakeChange,
    private readonly clock: Clock,
  ) {}

  async take(
    caller: Caller,
    id: string,
    verb: VerbOn<'consultation'>,
    effect: Effect = () => undefined,
    request: Partial<ConsultationFacts> = {},
  ): Promise<ConsultationView> {
    const today = this.clock.today();
    return this.makeChange.make(caller, async (change) => {
      const consultation = await change.lock(Consultation, id, consultationIsVisible);
      await change.permit(`consultation.${verb}`, consultation.subject, consultation.version);
      const facts = { ...(await consultationFacts(change.tx, id, today, caller.actor)), ...request };
      const { state: from } = consultation;
      consultation.take(verb, facts);
      consultation.signedBy(verb, caller.actor.username);
      const also = (await effect(consultation, change, today, from)) ?? {};
      const alone = warningsView(fourEyesWarnings(verb, facts), caller).warnings ?? [];
      const warnings = [...(also.warnings ?? []), ...alone];
      await change.save(Consultation, consultation, occasionOf(consultation, verb), also);
      const view = await readConsultation(change.tx, caller, id, today);
      return { ...view, ...also.answer, ...((also.warnings || alone.length > 0) && { warnings }) };
    });
  }
}

/** Verbs of the issuer; all others are the consultee's work, whose details stay with it. */
const ISSUERS_VERBS: readonly ConsultationVerb[] = [
  'acknowledge',
  'record-reply',
  'correct-reply',
  'reopen',
  'close',
  'withdraw',
];

/** How the audit trail files a step of a consultation. */
export function occasionOf(consultation: Consultation, verb: ConsultationVerb): Occasion {
  return {
    verb,
    objectType: 'consultation',
    body: ISSUERS_VERBS.includes(verb) ? consultation.issuerCode : consultation.consulteeCode,
    caseId: consultation.caseId,
    referralId: consultation.referralId,
    consultationId: consultation.id,
  };
}
