import { PlanStepView, VerdictView } from '../../consultations/planning.dto.js';
import type { ConsultationState } from '../../rules/consultation-states.js';
import type { Unplanned, Verdict, WayOut } from '../../rules/planning.js';

/** What the law and the issuer allow when the ordinary way is late. */
export class WayOutView {
  /** @example "immediate-confirmation" */
  code!: WayOut['code'];
  /** The statute that allows it; null where none is needed. @example "5 kap. 69 § och 6 kap. 35 § kommunallagen" */
  provision!: string | null;
  /** In the caller's language. @example "Låt paragrafen justeras omedelbart, vid sammanträdet. Texten ska då finnas skriftligt där." */
  detail!: string;
}

/** A step of a consultation's plan, with the day it was taken. */
export class ConsultationPlanStepView extends PlanStepView {
  /** The day it was taken; null while it is to be taken, and where it was not needed. @example "2023-11-22" */
  doneOn!: string | null;
}

/** The plan of a consultation, counted from its reply-by date and the body's calendar as they are now. */
export class ConsultationPlanView extends VerdictView {
  /** @example "0d3f2c6e-8f1b-4f0e-9a53-1f1b9f3f7a10" */
  consultationId!: string;
  /** @example "TSN" */
  body!: string;
  /** @example "drafting" */
  state!: string;
  /** The day the plan is counted on. @example "2023-10-25" */
  today!: string;
  /** In the order of the story. */
  steps!: ConsultationPlanStepView[];
  waysOut!: WayOutView[];
}

/** The steps of a consultee that its issuer follows, in the order of the story. */
export const MATRIX_STEPS = [
  'register',
  'draft',
  'approve',
  'schedule',
  'decide',
  'confirm',
  'forward',
  'acknowledge',
] as const;
export type MatrixStep = (typeof MATRIX_STEPS)[number];

/** One step of one consultee. */
export class MatrixStepView {
  /** @example "decide" */
  step!: MatrixStep;
  /** The day it was taken; null while it is to be taken, and where it was not needed. @example "2023-11-22" */
  doneOn!: string | null;
  /** Last day to take it; null when it is taken, and where no plan says. @example "2023-11-22" */
  date!: string | null;
  /** Working days left to that day; negative from the first working day after it. @example 12 */
  margin!: number | null;
}

/** What a consultee did last. */
export class LastSignView {
  /** @example "request-extension" */
  verb!: string;
  /** @example "2023-11-28T14:40:00.000Z" */
  at!: string;
}

/** A request for more time that is not answered yet. */
export class RequestedExtensionView {
  /** @example "d4e5f6a7-b8c9-4d0e-8f1a-2b3c4d5e6f70" */
  id!: string;
  /** @example "2024-01-12" */
  until!: string;
}

/** How far one consultee has come, and whether it will make it. No officer, and nothing of what it writes. */
export class ConsulteePlanView {
  /** @example "0d3f2c6e-8f1b-4f0e-9a53-1f1b9f3f7a10" */
  consultationId!: string;
  /** A body by code; one outside by name. @example "TSN" */
  consultee!: string;
  /** @example "Tekniska servicenämnden" */
  name!: string;
  /** @example "drafting" */
  state!: ConsultationState;
  /** @example "TSN 2023/112" */
  ownCaseNumber!: string | null;
  /** @example "2023-12-15" */
  replyBy!: string;
  /** Unanswered after the reply-by date. @example false */
  overdue!: boolean;
  /** Reached the issuer after the reply-by date. @example false */
  late!: boolean;
  /** @example false */
  confidential!: boolean;
  /** Null when there is nothing to judge: see `unplanned`. @example "comfortable" */
  verdict!: Verdict | null;
  /** Why there is no verdict. @example null */
  unplanned!: Unplanned | null;
  /** The verdict, or why there is none, in the caller's language. @example "Svaret hinns med på vanligt sätt, och inget steg är försenat." */
  detail!: string;
  /** The meeting the plan is made for. @example "2023-11-22" */
  meetingDate!: string | null;
  /** It makes it only if its minutes are confirmed earlier than usual. @example false */
  immediate!: boolean;
  /** The step that is to be taken now; null when it has answered, or answers no more. @example "draft" */
  currentStep!: MatrixStep | null;
  steps!: MatrixStepView[];
  lastSign!: LastSignView | null;
  requestedExtension!: RequestedExtensionView | null;
  /** Whether something that the issuer sent to it has not arrived. @example false */
  undelivered!: boolean;
}

/** Every consultee of a referral, in Swedish order of their names. */
export class ConsulteePlansView {
  /** The day the plans are counted on. @example "2023-11-30" */
  today!: string;
  items!: ConsulteePlanView[];
}
