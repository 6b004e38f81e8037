import { ArrayMaxSize, ArrayUnique, IsIn, IsInt, Max, Min } from 'class-validator';
import { CivilDate, DraftText, ListOf, OneLine, Text, WhenGiven, WholeNumber } from '../http/field-rules.js';
import { type Stance, STANCES } from '../rules/stance.js';
import { ClauseBody } from '../statements/statements.dto.js';

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
export class DecisionPartsBody {
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
