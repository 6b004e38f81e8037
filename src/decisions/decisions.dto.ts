import { IsBoolean, IsIn, IsUUID } from 'class-validator';
import { CivilDate, OneLine, Section, Text, WhenGiven } from '../http/field-rules.js';
import { PageView } from '../lists/paging.dto.js';
import { WriteBody } from '../http/write.dto.js';
import {
  DELEGATED_ROUTES,
  MEETING_ROUTES,
  OUTCOMES,
  type DelegatedRoute,
  type Outcome,
} from '../rules/consultation-states.js';
import { DecisionPartsBody, MadeReservationBody, type ReservationForm } from './decision-parts.dto.js';

/** A decision at a meeting. */
export class DecideBody extends DecisionPartsBody {
  /**
   * Why the change is made. Goes to the audit trail.
   * @example "Enligt protokollet"
   */
  @WhenGiven()
  @Text(2000)
  reason?: string;

  /** Who decided; when left out the board, or the committee that met. Not the board at a committee's meeting. @example "board" */
  @WhenGiven()
  @IsIn(MEETING_ROUTES)
  route?: (typeof MEETING_ROUTES)[number];

  /** What happened to the proposal; `amended` and `own-text` say what was decided instead. @example "as-proposed" */
  @IsIn(OUTCOMES)
  outcome!: Outcome;

  /** @example "84" */
  @Section()
  section!: string;
}

/** A decision that was not taken at a meeting. */
export class DecideByDelegationBody extends DecisionPartsBody {
  /**
   * Why the change is made. Goes to the audit trail.
   * @example "Svarstiden går ut före nästa sammanträde"
   */
  @WhenGiven()
  @Text(2000)
  reason?: string;

  /** Who decided; `chair-urgent` is KL 6:39. @example "administration" */
  @IsIn(DELEGATED_ROUTES)
  route!: DelegatedRoute;

  /**
   * The delegation relied on.
   * @example "Delegationsordningen punkt 4.2"
   */
  @OneLine(500)
  basis!: string;

  /** @example "2023-11-20" */
  @CivilDate()
  decidedOn!: string;

  /** @example "Förvaltningschef" */
  @OneLine(200)
  decidedBy!: string;

  /** As proposed when left out. @example "as-proposed" */
  @WhenGiven()
  @IsIn(OUTCOMES)
  outcome?: Outcome;

  /** Number in the list of delegated decisions, when there is one. @example "D 12/2023" */
  @WhenGiven()
  @OneLine(60)
  section?: string;
}

/** Mends a decision that was recorded wrongly; the earlier wording stays readable. */
export class CorrectDecisionBody extends DecisionPartsBody {
  /**
   * Why it is corrected.
   * @example "Fel paragraf i protokollsutdraget"
   */
  @Text(2000)
  reason!: string;

  /** @example "86" */
  @WhenGiven()
  @Section()
  section?: string;

  /** @example "Förvaltningschef" */
  @WhenGiven()
  @OneLine(200)
  decidedBy?: string;

  /** @example "Delegationsordningen punkt 4.3" */
  @WhenGiven()
  @OneLine(500)
  basis?: string;

  /**
   * What happened to the proposal. It follows the wording when that is corrected and this is left out.
   * @example "amended"
   */
  @WhenGiven()
  @IsIn(OUTCOMES)
  outcome?: Outcome;

  /**
   * The body's meeting at which it was decided.
   * @example "b0a1c2d3-e4f5-4061-8273-8495a6b7c8d9"
   */
  @WhenGiven()
  @IsUUID()
  meetingId?: string;

  /**
   * Day of the body's meeting at which it was decided: of the board's, or of the same committee's as before.
   * @example "2023-11-22"
   */
  @WhenGiven()
  @CivilDate()
  meetingDate?: string;

  /**
   * The day of a decision by delegation.
   * @example "2023-11-20"
   */
  @WhenGiven()
  @CivilDate()
  decidedOn?: string;

  /**
   * The day the minutes were confirmed, once they are.
   * @example "2023-11-29"
   */
  @WhenGiven()
  @CivilDate()
  confirmedOn?: string;

  /**
   * Whether they were confirmed at the meeting itself (*omedelbar justering*).
   * @example false
   */
  @WhenGiven()
  @IsBoolean()
  immediate?: boolean;
}

/** Confirms the minutes (*justering*). */
export class ConfirmBody extends WriteBody {
  /** @example "2023-11-29" */
  @CivilDate()
  confirmedOn!: string;

  /** Confirmed at the meeting itself (*omedelbar justering*). @example false */
  @WhenGiven()
  @IsBoolean()
  immediate?: boolean;
}

/** A reservation, or the reasons of one that was to be handed in: until the minutes are confirmed. */
export class AddReservationBody extends MadeReservationBody {
  /**
   * Why the change is made. Goes to the audit trail.
   * @example "Inlämnad skriftligt till sekreteraren"
   */
  @WhenGiven()
  @Text(2000)
  reason?: string;
}

/** A reservation of a decision. */
export class ReservationView {
  /** In the order they were made, from 1. @example 1 */
  number!: number;
  /** @example "Anna Andersson (S)" */
  by!: string;
  /** @example "Yrkandet borde ha bifallits." */
  text!: string | null;
  /** Null where nobody has said. @example "written" */
  form!: ReservationForm | null;
  /** @example null */
  handInBy!: string | null;
}

/** Reservations of a decision. */
export class ReservationsPage extends PageView {
  items!: ReservationView[];
}

/** What a correction replaced. */
export class DecisionCorrectionView {
  /** From 1. @example 1 */
  number!: number;
  /** @example "Fel paragraf i protokollsutdraget" */
  reason!: string;
  /** The values that stood before. @example {"section":"84"} */
  earlier!: Record<string, unknown>;
  /** @example "tsn-sekreterare" */
  correctedBy!: string;
  /** @example "2023-11-30T08:00:00.000Z" */
  correctedAt!: string;
}

/** Corrections of a decision, newest first. */
export class DecisionCorrectionsPage extends PageView {
  items!: DecisionCorrectionView[];
}
