import { PlanView } from '../../consultations/planning.dto.js';
import type { WayOut } from '../../rules/planning.js';

/** What the law and the issuer allow when the ordinary way is late. */
export class WayOutView {
  /** @example "immediate-confirmation" */
  code!: WayOut['code'];
  /** The statute that allows it; null where none is needed. @example "5 kap. 69 § och 6 kap. 35 § kommunallagen" */
  provision!: string | null;
  /** In the caller's language. @example "Låt paragrafen justeras omedelbart, vid sammanträdet. Texten ska då finnas skriftligt där." */
  detail!: string;
}

/** The plan of a consultation, counted from its reply-by date and the body's calendar as they are now. */
export class ConsultationPlanView extends PlanView {
  /** @example "0d3f2c6e-8f1b-4f0e-9a53-1f1b9f3f7a10" */
  consultationId!: string;
  /** @example "TSN" */
  body!: string;
  /** @example "drafting" */
  state!: string;
  /** The day the plan is counted on. @example "2023-10-25" */
  today!: string;
  waysOut!: WayOutView[];
}
