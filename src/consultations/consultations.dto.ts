import { Transform } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { ConfidentialityView, SuggestedMarkingView } from '../confidentiality/confidentiality.dto.js';
import { UnavailableActionView } from '../http/actions.dto.js';
import { BodyCode, CivilDate, Flag } from '../http/field-rules.js';
import { PageView, TableQuery } from '../lists/paging.dto.js';
import { WarningView } from '../changes/warning.dto.js';
import { CONSULTATION_STATES, type ConsultationState } from '../rules/consultation-states.js';
import type { PartyKind } from '../rules/party-kind.js';
import type { NextStepName, Verdict } from '../rules/planning.js';
import type { SignedPaper } from '../rules/signatures.js';
import type { DecisionView, PostponementView } from './decision-view.dto.js';

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

/** Which consultations to list. */
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
