import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsUUID,
  Max,
  Min,
} from 'class-validator';
import {
  CivilDate,
  DraftText,
  ListOf,
  OneLine,
  Section,
  Text,
  WhenGiven,
  WholeNumber,
} from '../http/field-rules.js';
import { CorrectOrTakeBackBody } from '../http/correct-or-take-back.js';
import { PageView } from '../lists/paging.dto.js';
import { ReasonBody, WriteBody } from '../http/write.dto.js';
import {
  DELEGATED_ROUTES,
  MEETING_ROUTES,
  OUTCOMES,
  type ConsultationState,
  type DelegatedRoute,
  type Outcome,
} from '../rules/consultation-states.js';
import { STANCES, type Stance } from '../rules/stance.js';
import { ClauseBody } from '../statements/statements.dto.js';

/** Puts an approved statement on the agenda of a meeting, named by its id or by its day. */
export class ScheduleBody extends WriteBody {
  /**
   * One of the body's meetings.
   * @example "b0a1c2d3-e4f5-4061-8273-8495a6b7c8d9"
   */
  @WhenGiven()
  @IsUUID()
  meetingId?: string;

  /**
   * Day of one of the body's meetings, where it names one. Given when `meetingId` is not.
   * @example "2023-11-22"
   */
  @WhenGiven()
  @CivilDate()
  meetingDate?: string;
}

/** Notes the meeting of the board at which a decision that was taken for it was reported (KL 6:39–40). */
export class ReportBody extends WriteBody {
  /**
   * The board's meeting.
   * @example "b0a1c2d3-e4f5-4061-8273-8495a6b7c8d9"
   */
  @WhenGiven()
  @IsUUID()
  meetingId?: string;

  /**
   * Day of a meeting of the board, where it names one. Given when `meetingId` is not.
   * @example "2023-11-22"
   */
  @WhenGiven()
  @CivilDate()
  meetingDate?: string;

  /** Section of the minutes where it is noted. @example "91" */
  @WhenGiven()
  @Section()
  section?: string;
}

/** A decision that the board has to be told of. */
export class DecisionToReportView {
  /** @example "0d3f2c6e-8f1b-4f0e-9a53-1f1b9f3f7a10" */
  consultationId!: string;
  /** @example "TSN 2023/112" */
  ownCaseNumber!: string | null;
  /** Null where the matter is confidential. @example "Internremiss, Strategi för social hållbarhet 2024-2030" */
  title!: string | null;
  /** @example "forwarded" */
  state!: ConsultationState;
  /** Who decided. @example "chair-urgent" */
  route!: string;
  /** The committee that decided. @example null */
  committee!: string | null;
  /** @example "Nämndens ordförande" */
  decidedBy!: string | null;
  /** The delegation relied on. @example "6 kap. 39 § kommunallagen" */
  basis!: string | null;
  /** @example "2023-11-20" */
  decidedOn!: string;
  /** Its number among the decisions by delegation. @example "D 12" */
  section!: string | null;
  /** The board’s first meeting since, by the calendar; it may have been already. @example "2023-11-22" */
  meetingDate!: string | null;
  /** @example 9 */
  version!: number;
}

/** Decisions to report, the earliest first. */
export class DecisionsToReportPage extends PageView {
  items!: DecisionToReportView[];
}

/** Tables the matter (*bordläggning*): it comes up again as it is, and nothing new is added. */
export class TableBody extends WriteBody {
  /** @example "84" */
  @Section()
  section!: string;

  /**
   * Day of the next meeting, when it is known: the matter is on its agenda then.
   * @example "2023-12-13"
   */
  @WhenGiven()
  @CivilDate()
  meetingDate?: string;

  /**
   * The next meeting, where its day does not name one.
   * @example "c1b2d3e4-f5a6-4172-9384-95a6b7c8d9e0"
   */
  @WhenGiven()
  @IsUUID()
  meetingId?: string;
}

/** The agenda of a meeting in a new order. */
export class OrderAgendaBody extends WriteBody {
  /**
   * Every matter of the agenda that you see, by the id of its consultation, the first one first.
   * @example ["0d3f2c6e-8f1b-4f0e-9a53-1f1b9f3f7a10"]
   */
  @IsArray()
  @ArrayUnique()
  @ArrayMaxSize(500)
  @IsUUID(undefined, { each: true })
  consultations!: string[];
}

/** Refers the matter back for more work (*återremiss*). */
export class ReferBackBody extends ReasonBody {
  /** @example "85" */
  @WhenGiven()
  @Section()
  section?: string;
}

/** A member who dissents, or who adds a statement. */
export class DissentBody {
  /** @example "Anna Andersson (S)" */
  @OneLine(200)
  by!: string;

  /** The reasons, when given in writing. @example "Yrkandet borde ha bifallits." */
  @WhenGiven()
  @Text(50_000)
  text?: string;
}

/** What was recorded wrongly of a tabling, a referral back or a preparation; what is left out stays. */
export class CorrectPostponementBody extends CorrectOrTakeBackBody {
  /** Which of the consultation's `postponements`, from 1; the latest that is not taken back when left out. @example 1 */
  @WhenGiven()
  @WholeNumber(1, 1000)
  number?: number;

  /** The day of the meeting that tabled the matter, referred it back or prepared it. @example "2023-11-22" */
  @WhenGiven()
  @CivilDate()
  meetingDate?: string;

  /** @example "85" */
  @WhenGiven()
  @Section()
  section?: string;

  /** Why the meeting did so, as the minutes have it. @example "Kostnaderna ska utredas." */
  @WhenGiven()
  @Text(2000)
  because?: string;

  /** What the committee proposes; empty where it proposes what the administration does, or nothing. @example [] */
  @WhenGiven()
  @ListOf(() => ClauseBody)
  @ArrayMaxSize(100)
  clauses?: ClauseBody[];

  /** Whether the committee left the matter to the board without a proposal. @example false */
  @WhenGiven()
  @IsBoolean()
  noProposal?: boolean;

  /** Who was there and took no part in what the committee proposes; empty where everybody did. @example [] */
  @WhenGiven()
  @ListOf(() => DissentBody)
  @ArrayMaxSize(100)
  notTakingPart?: DissentBody[];
}

/** A committee met and proposes (*beredning*): the matter goes on to the board. */
export class PrepareBody extends TableBody {
  /** What it proposes in words of its own; leave out where it proposes what the administration does. */
  @WhenGiven()
  @ListOf(() => ClauseBody)
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  clauses?: ClauseBody[];

  /** It left the matter to the board without a proposal; then it has no words of its own. @example false */
  @WhenGiven()
  @IsBoolean()
  noProposal?: boolean;

  /** Who was there and took no part in what it proposes. */
  @WhenGiven()
  @ListOf(() => DissentBody)
  @ArrayMaxSize(100)
  notTakingPart?: DissentBody[];
}

export const RESERVATION_FORMS = ['written', 'oral', 'to-be-handed-in'] as const;
export type ReservationForm = (typeof RESERVATION_FORMS)[number];

/** A member who reserves themselves against the decision (KL 4:27). */
export class MadeReservationBody extends DissentBody {
  /**
   * In writing, by word of mouth without reasons, or with reasons to be handed in before the minutes are confirmed.
   * @example "written"
   */
  @WhenGiven()
  @IsIn(RESERVATION_FORMS)
  form?: ReservationForm;

  /** The day by which its reasons are to be handed in. @example "2023-11-27" */
  @WhenGiven()
  @CivilDate()
  handInBy?: string;
}

/** A note to the minutes (*protokollsanteckning*). */
export class MinutesNoteBody {
  /** Whose it is, where it is somebody's. @example "Eva Ek (MP)" */
  @WhenGiven()
  @OneLine(200)
  by?: string;

  /** @example "Nämnden utgår från att barnrättsperspektivet beaktas." */
  @Text(20_000)
  text!: string;
}

/** What was decided of one question of the referral. */
export class QuestionStanceBody {
  /**
   * Number of the question, from 1.
   * @example 1
   */
  @IsInt()
  @Min(1)
  @Max(100)
  question!: number;

  /** @example "supports" */
  @IsIn(STANCES)
  stance!: Stance;
}

/** How one member voted in an open vote (KL 5:67). */
export class MembersVoteBody {
  /** @example "Bo Berg (M)" */
  @OneLine(200)
  name!: string;

  /** @example "no" */
  @IsIn(['yes', 'no', 'abstain'])
  vote!: 'yes' | 'no' | 'abstain';
}

/** A motion put at the meeting (*yrkande*). */
export class MotionBody {
  /** @example "Bo Berg (M)" */
  @OneLine(200)
  by!: string;

  /** @example "Bifall till förvaltningens förslag." */
  @Text(20_000)
  text!: string;

  /** @example "bifall" */
  @OneLine(200)
  result!: string;
}

/** A vote. */
export class VoteBody {
  /** @example "Bifall eller avslag till Bo Bergs yrkande" */
  @Text(2000)
  question!: string;

  /** @example 7 */
  @IsInt()
  @Min(0)
  @Max(1000)
  yes!: number;

  /** @example 4 */
  @IsInt()
  @Min(0)
  @Max(1000)
  no!: number;

  /** @example 0 */
  @IsInt()
  @Min(0)
  @Max(1000)
  abstain!: number;

  /** How each member voted; as many as the numbers say. */
  @WhenGiven()
  @ListOf(() => MembersVoteBody)
  @ArrayMaxSize(200)
  members?: MembersVoteBody[];
}

/** Someone disqualified (*jäv*), who took no part and was not present. */
export class RecusalBody {
  /** @example "Cecilia Ceder (C)" */
  @OneLine(200)
  by!: string;
}

/** The parts of a decision that a meeting makes and a correction may mend. */
class DecisionPartsBody {
  /** Clauses as decided, when they differ from what was proposed. */
  @WhenGiven()
  @ListOf(() => ClauseBody)
  @ArrayMaxSize(100)
  clauses?: ClauseBody[];

  /** What the consultee thinks, when the decision changes it. @example "supports-with-comments" */
  @WhenGiven()
  @IsIn(STANCES)
  stance?: Stance;

  /**
   * The assessment as decided, when the decision changes it.
   * @example "Nämnden ställer sig bakom förslaget med tillägget att trygga gångvägar nämns."
   */
  @WhenGiven()
  @DraftText(100_000)
  assessment?: string;

  @WhenGiven()
  @ListOf(() => MadeReservationBody)
  @ArrayMaxSize(100)
  reservations?: MadeReservationBody[];

  @WhenGiven()
  @ListOf(() => DissentBody)
  @ArrayMaxSize(100)
  specialStatements?: DissentBody[];

  @WhenGiven()
  @ListOf(() => MotionBody)
  @ArrayMaxSize(100)
  motions?: MotionBody[];

  @WhenGiven()
  @ListOf(() => VoteBody)
  @ArrayMaxSize(100)
  votes?: VoteBody[];

  @WhenGiven()
  @ListOf(() => RecusalBody)
  @ArrayMaxSize(100)
  recusals?: RecusalBody[];

  /** Who was there and did not take part in the decision (KL 4:25), which is no disqualification. */
  @WhenGiven()
  @ListOf(() => DissentBody)
  @ArrayMaxSize(100)
  notTakingPart?: DissentBody[];

  /** Notes to the minutes (*protokollsanteckningar*). */
  @WhenGiven()
  @ListOf(() => MinutesNoteBody)
  @ArrayMaxSize(100)
  minutesNotes?: MinutesNoteBody[];

  /** What was decided of each question of the referral, where that was said. */
  @WhenGiven()
  @ListOf(() => QuestionStanceBody)
  @ArrayMaxSize(100)
  @ArrayUnique(({ question }: QuestionStanceBody) => question)
  questionStances?: QuestionStanceBody[];

  /**
   * The committee whose proposal was adopted, by the number of its preparation among the consultation's `postponements`,
   * from 1; 0 for none of them.
   * @example 0
   */
  @WhenGiven()
  @WholeNumber(0, 1000)
  adoptedPreparation?: number;

  /**
   * The committee that decided, by name; the meeting's own when it has one and this is left out.
   * @example "Arbetsutskottet"
   */
  @WhenGiven()
  @OneLine(200)
  committee?: string;
}

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
