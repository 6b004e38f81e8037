import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
} from 'class-validator';
import { ConfidentialityView, SuggestedMarkingView } from '../confidentiality/confidentiality.dto.js';
import { UnavailableActionView } from '../http/actions.dto.js';
import {
  BodyCode,
  CaseNumber,
  CivilDate,
  EmailAddress,
  Flag,
  OneLine,
  Text,
  WhenGiven,
} from '../http/field-rules.js';
import { PageView, TableQuery } from '../lists/paging.dto.js';
import { WarningView } from '../changes/warning.dto.js';
import { ReasonBody, WriteBody } from '../http/write.dto.js';
import { CONSULTATION_STATES, type ConsultationState } from '../rules/consultation-states.js';
import { PARTY_KINDS, type PartyKind } from '../rules/party-kind.js';
import type { NextStepName, Verdict } from '../rules/planning.js';
import type { SignedPaper } from '../rules/signatures.js';

/** Registers a referral at the consultee. */
export class RegisterConsultationBody extends WriteBody {
  /**
   * The consultee's own number: a new one, or one that stands in its register already, for a second
   * round belongs under the first one's number. Without it the next of the series is taken.
   * @example "TSN 2023/112"
   */
  @IsOptional()
  @CaseNumber()
  caseNumber?: string;

  /**
   * The day it was received (FL 22 §). Today when left out.
   * @example "2023-10-02"
   */
  @WhenGiven()
  @CivilDate()
  receivedOn?: string;
}

/** Which consultations to list. */
const SORTS = [
  'replyBy',
  '-replyBy',
  'margin',
  '-margin',
  'changed',
  '-changed',
  'meeting',
  '-meeting',
] as const;

export class ConsultationsQuery extends TableQuery {
  /** @example "TSN" */
  @IsOptional()
  @BodyCode()
  consultee?: string;

  /** @example "KS" */
  @IsOptional()
  @BodyCode()
  issuer?: string;

  /**
   * Repeatable.
   * @example ["sent", "registered"]
   */
  @IsOptional()
  @Transform(({ value }) => (value === undefined || Array.isArray(value) ? value : [value]))
  @IsArray()
  @ArrayMaxSize(13)
  @IsIn(CONSULTATION_STATES, { each: true })
  state?: ConsultationState[];

  /** @example "tsn-handlaggare" */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  officer?: string;

  /** `true`: unanswered after its reply-by date. */
  @IsOptional()
  @Flag()
  overdue?: boolean;

  /** `true`: yours to answer and still in time, but behind its plan or out of reach of the ordinary way. */
  @IsOptional()
  @Flag()
  atRisk?: boolean;

  /** `true`: your draft, sent back by the manager or the board. */
  @IsOptional()
  @Flag()
  returned?: boolean;

  /** `true`: the consultee has asked for more time, and the issuer has not settled it. */
  @IsOptional()
  @Flag()
  extensionRequested?: boolean;

  /** `true`: the day has come of the meeting that it is on the agenda of, as your own body's staff know it. */
  @IsOptional()
  @Flag()
  meetingHeld?: boolean;

  /** `true`: asked by somebody outside Yttra. */
  @IsOptional()
  @Flag()
  fromOutside?: boolean;

  /**
   * Reply-by date on this day or before.
   * @example "2026-12-31"
   */
  @IsOptional()
  @CivilDate()
  dueBefore?: string;

  /**
   * Part of the title, the issuer's number or the consultee's own.
   * @example "hållbarhet"
   */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  q?: string;

  /**
   * On this meeting, as your own body's staff know it.
   * @example "b0a1c2d3-e4f5-4061-8273-8495a6b7c8d9"
   */
  @IsOptional()
  @IsUUID()
  meeting?: string;

  /**
   * Soonest reply-by date first, or last with `-`. `margin` lists what your bodies are still to answer, first what is
   * nearest to the day of its next step; `meeting` what is on a meeting, the first meeting first; `changed` what was
   * changed longest ago first, and with `-` what was changed last.
   */
  @IsOptional()
  @IsIn(SORTS)
  sort: (typeof SORTS)[number] = 'replyBy';
}

/** A row of the list of consultations. */
export class ConsultationRowView {
  /** @example "0d3f2c6e-8f1b-4f0e-9a53-1f1b9f3f7a10" */
  id!: string;
  state!: ConsultationState;
  /** The issuer's number. @example "KS 2023/474" */
  caseNumber!: string;
  /** The consultee's own number. @example "TSN 2023/112" */
  ownCaseNumber!: string | null;
  /** Null where the matter is confidential: open it to read it. @example "Internremiss, Strategi för social hållbarhet 2024-2030" */
  title!: string | null;
  /** The body that asks, by code; one outside by name, but in a list of what is confidential. @example "KS" */
  issuer!: string | null;
  /** The body that is asked, by code; one outside by name, but in a list of what is confidential. @example "TSN" */
  consultee!: string | null;
  /** Username of the case officer; seen by the consultee only. @example "tsn-handlaggare" */
  officer!: string | null;
  /** Last day to answer, extensions included. @example "2023-12-15" */
  replyBy!: string;
  /** Last day to answer as first asked. @example "2023-12-15" */
  originalReplyBy!: string;
  /** Unanswered after the reply-by date. @example false */
  overdue!: boolean;
  /** Reached the issuer after the reply-by date. @example false */
  late!: boolean;
  /** The day the reply reached the issuer. @example "2023-11-29" */
  reachedIssuerOn!: string | null;
  /** Whether the case, the referral or the consultee’s matter is marked confidential, by whichever side. @example false */
  confidential!: boolean;
  /** @example 2 */
  version!: number;
}

/** A row of a worklist: what comes next at the consultee, by its plan. Null where it has none, and to all but its staff. */
export class WorklistRowView extends ConsultationRowView {
  /** The first step that has not been taken: to register it, or one of its plan. @example "draft" */
  nextStep!: NextStepName | null;
  /** Last day to take it; null where the consultee has no meeting ahead. @example "2023-11-01" */
  nextBy!: string | null;
  /** Working days left until then, today not counted; negative from the first working day after it. @example 4 */
  marginDays!: number | null;
  /** Whether the reply can be in time; null where nobody can tell, and once it is answered. @example "comfortable" */
  verdict!: Verdict | null;
  /** The meeting that it is on the agenda of or was decided at; null to all but the consultee's staff. @example "2023-11-22" */
  meetingDate!: string | null;
  /** What the body that asks is called, or the one outside; null for one outside in a list of what is confidential. @example "Kommunstyrelsen" */
  issuerName!: string | null;
  /** What the body that is asked is called, or the one outside; null for one outside in a list of what is confidential. @example "Tekniska servicenämnden" */
  consulteeName!: string | null;
  /** What the officer is called; null where nobody handles it, and to all but the consultee's staff. @example "Sara Nyström" */
  officerName!: string | null;
  /** Why the draft was last returned, for whoever sees it, as long as it is drafted; null where the matter is confidential. @example "Förtydliga avsnittet om ekonomi" */
  returnedBecause!: string | null;
}

/** Consultations the caller may see. */
export class ConsultationsPage extends PageView {
  items!: WorklistRowView[];
}

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

/** A paper that came back signed. */
export class SignedPaperView {
  /** @example "minutes-extract" */
  paper!: SignedPaper;
  /** @example "a1c2f3d4-0f1e-4a2b-8c3d-5e6f7a8b9c0d" */
  documentId!: string;
  /** The day of the last signature. @example "2023-12-01" */
  signedOn!: string;
}

/** What was forwarded, frozen. */
export class DispatchSummaryView {
  /** @example "5b7c5b0a-1d8e-4c5c-8a9d-0c6a7e0f9b11" */
  id!: string;
  /** 1 for the first; a correction counts it up. @example 1 */
  number!: number;
  /** @example 3 */
  statementVersion!: number;
  /** SHA-256 of the canonical JSON (RFC 8785) of what was forwarded. @example "0a4d55a8d778e5022fab701977c5d840bbc486d0" */
  sha256!: string;
  /** The dispatch that this one corrects. @example "a1c2f3d4-0f1e-4a2b-8c3d-5e6f7a8b9c0d" */
  replaces!: string | null;
  /** Why it was corrected. @example "Fel paragraf i beslutet." */
  reason!: string | null;
  /** When it was entered here. @example "2023-11-29T09:12:00.000Z" */
  sentAt!: string;
  /** The day it was forwarded. @example "2023-11-29" */
  forwardedOn!: string;
}

/** A consultation as the caller may see it: the issuer gets state and dates until it is forwarded. */
export class ConsultationView extends ConsultationRowView {
  /** @example "Internremiss, Strategi för social hållbarhet 2024-2030" */
  declare title: string;
  /** The markings that apply at your body and that you may see: the case's, the referral's, the matter's, the statement's. @example [] */
  confidentiality!: ConfidentialityView[];
  /** What the other body has marked, for yours to decide on: accepted by marking the matter, or what you received, yourselves. @example [] */
  suggestedMarkings!: SuggestedMarkingView[];
  /** Whether the statement is confidential and kept from you: then nothing of it stands here. @example false */
  statementMasked!: boolean;
  /** @example "7f8a2f0e-3c0b-4a52-9a52-0f5a0f4f0a11" */
  caseId!: string;
  /** Null for a body's own reply to a referral from outside. @example "b3a1e0d2-52f5-47a3-8a0e-5d1f5b5d0a01" */
  referralId!: string | null;
  /** A board of the municipality is required to answer (KL 6:12). @example true */
  replyRequired!: boolean;
  /** The day the consultee was asked; null for a body's own reply. @example "2023-10-02" */
  sentOn!: string | null;
  /** The day it was received, as the consultee has registered it. @example "2023-10-02" */
  receivedOn!: string | null;
  /** The meeting it is on the agenda of. @example "2023-11-22" */
  meetingDate!: string | null;
  /** The meeting by its id; seen by the consultee. @example "b0a1c2d3-e4f5-4061-8273-8495a6b7c8d9" */
  meetingId!: string | null;
  /** Each time a meeting tabled it, referred it back or prepared it, oldest first; seen by the consultee's staff. @example [] */
  postponements!: PostponementView[];
  /** Version of the statement; 0 while nothing is written. Seen by the consultee. @example 3 */
  statementVersion!: number | null;
  /**
   * The manager's comment or the board's reason; seen by the consultee's staff.
   * @example "Komplettera med barnkonsekvenserna."
   */
  returnedBecause!: string | null;
  /** @example "Förslaget berör inte nämndens verksamhet." */
  declinedBecause!: string | null;
  /** @example "Delegationsordningen punkt 4.2" */
  declineBasis!: string | null;
  /** The day it declined; of one outside Yttra the day its letter was received. Null where that was not kept. @example "2023-10-20" */
  declinedOn!: string | null;
  /** What one outside Yttra is, where that was said; null of a body. @example "organisation" */
  consulteeKind!: PartyKind | null;
  /** Why the issuer no longer asks this consultee, where it was recalled. @example null */
  recalledBecause!: string | null;
  decision!: DecisionView | null;
  dispatch!: DispatchSummaryView | null;
  /** Whether the reply that has come in was recorded by the issuer, not sent by the consultee. @example false */
  recordedByIssuer!: boolean;
  /** Whether the consultee has agreed to the issuer's recording its reply. @example false */
  recordedReplyAllowed!: boolean;
  /** Whether it replied without having been asked. @example false */
  unasked!: boolean;
  /** Papers whose signatures are awaited; empty for those who do not see the decided statement at the consultee. @example ["minutes-extract"] */
  awaitsSignatures!: SignedPaper[];
  /** Signed papers that you see: at the issuer those of the text that was forwarded. @example [] */
  signedPapers!: SignedPaperView[];
  /** Of this step only. */
  warnings?: WarningView[];
  /** What the caller may do with it now. @example ["register", "decline"] */
  availableActions!: string[];
  /** With `?explain=actions`. */
  unavailableActions?: UnavailableActionView[];
}

/** Opens a body's own reply to a referral from outside. */
export class OpenConsultationBody extends WriteBody {
  /**
   * The body that has the case.
   * @example "KS"
   */
  @BodyCode()
  consultee!: string;

  /**
   * The case's title when left out.
   * @example "Säkrare tivoli (SOU 2025:40)"
   */
  @IsOptional()
  @OneLine(300)
  title?: string;

  /**
   * The sender's own number; the origin's when left out.
   * @example "Ju2025/01234"
   */
  @IsOptional()
  @OneLine(100)
  reference?: string;

  /**
   * Last day the sender accepts an answer; the origin's when left out. A second round says its own.
   * @example "2025-09-15"
   */
  @IsOptional()
  @CivilDate()
  replyBy?: string;

  /**
   * The day it was received; the case's when left out, and today in a second round.
   * @example "2025-05-20"
   */
  @WhenGiven()
  @CivilDate()
  receivedOn?: string;
}

/** Corrects a wrong number or a wrong day of receipt; at least one of them is given. */
export class CorrectRegistrationBody extends ReasonBody {
  /**
   * The right number: a new one, or one that stands in the register already. That of a body's own reply is its case's.
   * @example "TSN 2023/113"
   */
  @WhenGiven()
  @CaseNumber()
  caseNumber?: string;

  /**
   * The day it was received.
   * @example "2023-10-02"
   */
  @WhenGiven()
  @CivilDate()
  receivedOn?: string;
}

/** Declines to answer. */
export class DeclineBody extends ReasonBody {
  /**
   * The decision or delegation relied on; needed where a reply is required.
   * @example "TSN 2023-10-18 § 71"
   */
  @IsOptional()
  @OneLine(500)
  basis?: string;

  /**
   * The day it declined; of one outside Yttra the day its letter was received. Today when left out.
   * @example "2023-10-20"
   */
  @WhenGiven()
  @CivilDate()
  declinedOn?: string;
}

/** What was written wrongly when it was declined; what is left out stays. */
export class CorrectDeclineBody extends ReasonBody {
  /** Why it was declined. @example "Förslaget rör inte nämndens verksamhet." */
  @WhenGiven()
  @Text(2000)
  because?: string;

  /** The decision or delegation relied on. @example "TSN 2023-10-18 § 72" */
  @WhenGiven()
  @OneLine(500)
  basis?: string;

  /** The day it declined; of one outside Yttra the day its letter was received. @example "2023-10-19" */
  @WhenGiven()
  @CivilDate()
  declinedOn?: string;
}

/** What the issuer wrote wrongly of one that it asks; what is left out stays. Name, kind and e-mail are those of one outside Yttra. */
export class CorrectConsulteeBody extends ReasonBody {
  /** The right day it was asked. @example "2023-10-09" */
  @WhenGiven()
  @CivilDate()
  sentOn?: string;

  /** @example "Räddningstjänsten Syd" */
  @WhenGiven()
  @OneLine(200)
  name?: string;

  /** Only organisations are named in the public register. @example "organisation" */
  @WhenGiven()
  @IsIn(PARTY_KINDS)
  kind?: PartyKind;

  /**
   * Null where it has none, and is sent letters. Until it has answered, the packet is to be sent anew to this one.
   * @example "registrator@raddningstjanst.example"
   */
  @IsOptional()
  @EmailAddress()
  email?: string | null;

  /** That one of a name that is on the list already is another. @example false */
  @IsOptional()
  @IsBoolean()
  askedAgain?: boolean;
}

/** Lets the issuer record the reply, or no longer. */
export class AllowRecordedReplyBody extends WriteBody {
  /** False takes an earlier word back. @example true */
  @WhenGiven()
  @IsBoolean()
  allowed?: boolean;
}

/** A question or an answer between consultee and issuer. */
export class WriteMessageBody extends WriteBody {
  /** @example "Gäller remissen även bilaga 3?" */
  @Text(10_000)
  text!: string;

  /**
   * Documents that your side has uploaded, which the message carries to the other. None that is confidential.
   * @example []
   */
  @WhenGiven()
  @IsArray()
  @ArrayMaxSize(20)
  @IsUUID(undefined, { each: true })
  documents?: string[];
}

/** A document that a message carries, kept and read as every other. */
export class MessageDocumentView {
  /** @example "a1c2f3d4-0f1e-4a2b-8c3d-5e6f7a8b9c0d" */
  id!: string;
  /** Null for one that has become confidential: open it to read it. @example "Karta över gångvägen" */
  title!: string | null;
  /** @example "application/pdf" */
  mediaType!: string;
  /** @example 182044 */
  byteSize!: number;
  /** @example "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" */
  sha256!: string;
}

/** A message, seen by both sides. */
export class MessageView {
  /** @example "2f1c8a0e-7f5b-4b8e-9a7d-1c3e5a7b9d0f" */
  id!: string;
  /** The body it is from. @example "TSN" */
  from!: string;
  /** @example "tsn-handlaggare" */
  author!: string;
  /** Null of one that was withdrawn. @example "Gäller remissen även bilaga 3?" */
  text!: string | null;
  /** What it carries, as far as you see it; nothing of one that was withdrawn. @example [] */
  documents!: MessageDocumentView[];
  /** @example "2023-10-20T09:14:00.000Z" */
  writtenAt!: string;
  /** When the side that wrote it withdrew it; null unless it did. @example "2023-10-20T09:20:00.000Z" */
  withdrawnAt!: string | null;
  /** Why. @example null */
  withdrawnBecause!: string | null;
}

/** Messages of a consultation, oldest first. */
export class MessagesPage extends PageView {
  items!: MessageView[];
}
