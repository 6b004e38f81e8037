import { PostponementView } from '../consultations/decision-view.dto.js';
import { PlanView } from '../consultations/planning.dto.js';
import { MeetingView } from '../organisation/meetings.dto.js';
import type { ConsultationState } from '../rules/consultation-states.js';

/** What hinders a matter from being decided. */
export class HindranceView {
  /** @example "statement-has-no-clause" */
  code!: string;
  /** @example "Förslaget till beslut saknar att-sats." */
  detail!: string;
}

/** A matter on an agenda, or on its way there. */
export class AgendaMatterView {
  /** @example "0d3f2c6e-8f1b-4f0e-9a53-1f1b9f3f7a10" */
  consultationId!: string;
  state!: ConsultationState;
  /** The issuer's number. @example "KS 2023/474" */
  caseNumber!: string;
  /** The body's own number. @example "TSN 2023/112" */
  ownCaseNumber!: string | null;
  /** Null where the matter is confidential: open it to read it. @example "Internremiss, Strategi för social hållbarhet 2024-2030" */
  title!: string | null;
  /** The body that asks, by code; one outside by name, unless the matter is confidential. @example "KS" */
  issuer!: string | null;
  /** Username of the case officer. @example "tsn-handlaggare" */
  officer!: string | null;
  /** @example "Hanna Holm" */
  officerName!: string | null;
  /** The clauses as proposed, or as decided once they are; none where the matter is confidential. */
  clauses!: { text: string }[];
  /** Section of the minutes, once it is decided. @example null */
  section!: string | null;
  /** Each time a meeting tabled it, referred it back or prepared it, oldest first; empty for whoever does not see its draft. @example [] */
  postponements!: PostponementView[];
  /** What stands in the way of deciding it; empty also for whoever does not see its draft. @example [] */
  hindrances!: HindranceView[];
  /** Its plan, as `GET /consultations/{id}/plan` counts it; null once it is answered. */
  plan!: PlanView | null;
  /** @example "2023-12-15" */
  replyBy!: string;
  /** @example false */
  confidential!: boolean;
  /** @example 5 */
  version!: number;
}

/** A meeting with its agenda. */
export class AgendaView extends MeetingView {
  /** What is on its agenda, in order; null for whoever is not of the body's staff. */
  matters!: AgendaMatterView[] | null;
  /** What has to come up at this meeting to be answered in time and is not on any agenda; null as `matters`. */
  awaited!: AgendaMatterView[] | null;
}
