/** A clause of a decision, or of a proposal for one. */
export class ProposedClauseView {
  /** @example "att tillstyrka förslaget med de tillägg som framgår av yttrandet" */
  text!: string;
}

/** A meeting that tabled the matter, referred it back, or prepared it for the board. */
export class PostponementView {
  /** Put off as it is (*bordlagt*), sent back for more work (*återremitterat*), or prepared by a committee (*berett*). @example "tabled" */
  how!: 'tabled' | 'referred-back' | 'prepared';
  /** @example "2023-11-22" */
  meetingDate!: string;
  /** The committee that met; null for the body itself. @example null */
  organ!: string | null;
  /** Section of the minutes. @example "84" */
  section!: string | null;
  /** @example "Nämnden vill höra skolorna först." */
  reason!: string | null;
  /** The meeting it was put off to. @example "2023-12-13" */
  nextMeetingDate!: string | null;
  /** What a committee proposes in words of its own; left out where it proposes what the administration does, or nothing. */
  clauses?: ProposedClauseView[];
  /** Whether the committee left the matter to the board without a proposal. @example false */
  noProposal?: boolean;
  /** Who took no part in what the committee proposes, where somebody did not. */
  notTakingPart?: { by: string; text?: string }[];
  /** Whether it was recorded by mistake and taken back: then it counts for nothing. @example false */
  takenBack?: boolean;
}

/** How one member voted. */
export class MembersVoteView {
  /** @example "Bo Berg (M)" */
  name!: string;
  /** @example "no" */
  vote!: string;
}

/** What was decided of one question of the referral. */
export class QuestionStanceView {
  /** @example 1 */
  question!: number;
  /** @example "supports" */
  stance!: string;
}

/** A vote, with how each member voted where the minutes say. */
export class DecidedVoteView {
  /** @example "Bifall eller avslag till Bo Bergs yrkande" */
  question!: string;
  /** @example 7 */
  yes!: number;
  /** @example 4 */
  no!: number;
  /** @example 0 */
  abstain!: number;
  /** How each member voted, where the minutes say. */
  members?: MembersVoteView[];
}

/** A reservation against the decision. */
export class DecidedReservationView {
  /** @example "Anna Andersson (S)" */
  by!: string;
  /** @example "Yrkandet borde ha bifallits." */
  text?: string;
  /** `written`, `oral` or `to-be-handed-in`, where that was said. @example "written" */
  form?: string;
  /** @example "2023-11-27" */
  handInBy?: string;
}

/** A committee's meeting that prepared the matter for the board. */
export class PreparationView {
  /** @example "Arbetsutskottet" */
  organ!: string;
  /** @example "2023-11-08" */
  meetingDate!: string;
  /** Section of its minutes. @example "71" */
  section!: string;
  /** What it proposed in words of its own; null where it proposed what the administration did, or nothing. @example null */
  clauses!: ProposedClauseView[] | null;
  /** Whether it left the matter to the board without a proposal. Left out in what was dispatched before it was kept. @example false */
  noProposal?: boolean;
  /** Whether its proposal is what was decided, where that was said. Left out in what was dispatched before it was kept. @example true */
  adopted?: boolean;
  /** Who took no part in it. @example [] */
  notTakingPart!: { by: string; text?: string }[];
}

/** A decision as it was taken; of a dispatched one, as it was dispatched. */
export class DecisionView {
  /** What the body that decided was called that day. Left out in what was dispatched before names were kept. @example "Tekniska servicenämnden" */
  bodyName?: string;
  /** Who decided. @example "board" */
  route!: string;
  /** What happened to the proposal. @example "as-proposed" */
  outcome!: string;
  /** The statement version that was decided. @example 3 */
  statementVersion!: number;
  /** @example [{"text":"att översända yttrandet till kommunstyrelsen som eget yttrande i ärendet."}] */
  clauses!: { text: string }[];
  /** @example "2023-11-22" */
  decidedOn!: string;
  /** Section of the minutes. @example "84" */
  section!: string | null;
  /** Who decided by delegation. @example "Förvaltningschef" */
  decidedBy!: string | null;
  /** The delegation relied on. @example "Delegationsordningen punkt 4.2" */
  basis!: string | null;
  /** What committees proposed before it (*beredning*), the earliest first. Left out in what was dispatched before it was kept. */
  preparations?: PreparationView[];
  motions!: { by: string; text: string; result: string }[];
  votes!: DecidedVoteView[];
  reservations!: DecidedReservationView[];
  specialStatements!: { by: string; text?: string }[];
  /** Disqualified (*jäv*): not present. */
  recusals!: { by: string }[];
  /** The committee that decided, by name. Left out, as the next three, in what was dispatched before they were kept. @example null */
  committee?: string | null;
  /** Present, and not taking part in the decision. */
  notTakingPart?: { by: string; text?: string }[];
  /** Notes to the minutes. */
  minutesNotes?: { by?: string; text: string }[];
  /** What was decided of each question, where that was said. */
  questionStances?: QuestionStanceView[];
  /** The day the minutes were confirmed (*justerade*). @example "2023-11-29" */
  confirmedOn!: string | null;
  /** Confirmed at the meeting itself (*omedelbar justering*). @example false */
  confirmedImmediately!: boolean;
  /**
   * Whether the board is to be told of it: what its chair decided in an urgent case at its next meeting (KL 6:39), what was
   * decided for it otherwise as the board has decided (KL 6:40, 7:8; `reportedRoutes` of the body).
   * @example false
   */
  reportAtNextMeeting!: boolean;
  /** The meeting at which it was reported; null while it is not. Left out, as the section, in what was dispatched before. @example "2023-12-20" */
  reportedOn?: string | null;
  /** Where the minutes note it. @example "12" */
  reportedSection?: string | null;
}
