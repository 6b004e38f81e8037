import { ArrayMaxSize } from 'class-validator';
import { ConsultationView, DispatchSummaryView } from '../consultations/consultations.dto.js';
import { DecisionView, DecidedReservationView } from '../consultations/decision-view.dto.js';
import { CorrectDecisionBody } from '../decisions/decisions.dto.js';
import { CivilDate, ListOf, WhenGiven } from '../http/field-rules.js';
import { PageView } from '../lists/paging.dto.js';
import { WriteBody } from '../http/write.dto.js';
import type { ConsultationState } from '../rules/consultation-states.js';
import { StatementRecipientBody } from '../statements/statements.dto.js';

/** Forwards the decided statement. */
export class ForwardBody extends WriteBody {
  /**
   * The day it was forwarded, when that is entered afterwards. Today when left out. Whether the reply was late is judged
   * by it.
   * @example "2023-11-29"
   */
  @WhenGiven()
  @CivilDate()
  forwardedOn?: string;
}

/** Forwards a corrected statement, or what was entered wrongly of its decision. Without anything but the reason the same content is sent anew. */
export class ForwardCorrectionBody extends CorrectDecisionBody {
  /**
   * The day it was forwarded the first time, where that was entered wrongly. Whether the reply was late is judged by it.
   * @example "2023-11-29"
   */
  @WhenGiven()
  @CivilDate()
  forwardedOn?: string;

  /** Whom it is sent to, when that was wrong. */
  @WhenGiven()
  @ListOf(() => StatementRecipientBody)
  @ArrayMaxSize(100)
  recipients?: StatementRecipientBody[];
}

/** A delivery as it was promised. */
export class PromisedDeliveryView {
  /** @example "9c1d2e3f-4a5b-4c6d-8e7f-0a1b2c3d4e5f" */
  id!: string;
  /** The body's code, else the e-mail address, else the name. @example "KS" */
  recipient!: string;
  /** `manual` stays open until a person ticks it off. @example "inbox" */
  channel!: string;
  /** @example "pending" */
  state!: string;
}

/** A consultation that has just been forwarded, with the deliveries that are on their way. */
export class ForwardedView extends ConsultationView {
  deliveries!: PromisedDeliveryView[];
}

/** A document that was enclosed. */
export class EnclosedDocumentView {
  /** @example "a1c2f3d4-0f1e-4a2b-8c3d-5e6f7a8b9c0d" */
  id!: string;
  /** @example "Remissversion Strategi för social hållbarhet 2024-2030" */
  title!: string;
  /** @example "strategi-remissversion.pdf" */
  fileName!: string;
  /** @example "application/pdf" */
  mediaType!: string;
  /** @example 482133 */
  byteSize!: number;
  /** @example "0a4d55a8d778e5022fab701977c5d840bbc486d0a4d55a8d778e5022fab70197" */
  sha256!: string;
}

/** The consultation as the dispatch froze it. */
export class DispatchedConsultationView {
  /** @example "0d3f2c6e-8f1b-4f0e-9a53-1f1b9f3f7a10" */
  id!: string;
  /** @example "Internremiss, Strategi för social hållbarhet 2024-2030" */
  title!: string;
  /** @example "KS 2023/475" */
  caseNumber!: string;
  /** @example "TSN 2023/112" */
  ownCaseNumber!: string | null;
  /** @example "KS" */
  issuer!: string;
  /** What the issuer was called then. Left out, as the consultee’s, in what was dispatched before names were kept. @example "Kommunstyrelsen" */
  issuerName?: string;
  /** @example "TSN" */
  consultee!: string;
  /** What the consultee was called then. @example "Tekniska servicenämnden" */
  consulteeName?: string;
  /** @example "2023-12-15" */
  replyBy!: string;
  /**
   * Which version of the referral's packet it answers: the latest when the decided statement was written. Null for a
   * reply to an outside sender.
   * @example 1
   */
  packetVersion!: number | null;
}

/** What was forwarded. Its SHA-256 is over the RFC 8785 canonical form of this object. */
export class DispatchContentView {
  consultation!: DispatchedConsultationView;
  /** The decided version of the statement, with its number. @example {"version":3,"title":"Internremiss, Strategi för social hållbarhet 2024-2030"} */
  statement!: Record<string, unknown>;
  decision!: DecisionView;
  documents!: EnclosedDocumentView[];
}

/** The paper of a dispatch, written once and kept as it is. */
export class DispatchPaperView {
  /** SHA-256 of its bytes. @example "0a4d55a8d778e5022fab701977c5d840bbc486d0a4d55a8d778e5022fab70197" */
  sha256!: string;
  /** @example 48213 */
  byteSize!: number;
  /** @example "TSN 2023-112 Yttrande.pdf" */
  fileName!: string;
  /** How many signs of the text no font has, which stand as □; null of a paper from before this was kept. @example 0 */
  replacedSigns!: number | null;
  /** @example "2023-11-29T09:12:04.000Z" */
  frozenAt!: string;
}

/** A dispatch with its content, for anyone who wants to verify the hash. */
export class DispatchView extends DispatchSummaryView {
  /** @example "0d3f2c6e-8f1b-4f0e-9a53-1f1b9f3f7a10" */
  consultationId!: string;
  /** The PDF at `/dispatches/{id}/paper`; null until it is written, and of what was dispatched before papers were kept. */
  paper!: DispatchPaperView | null;
  content!: DispatchContentView;
}

/** Dispatches of a consultation, newest first. */
export class DispatchesPage extends PageView {
  items!: DispatchSummaryView[];
}

/** A dispatch, in short. */
export class ReplyDispatchView {
  /** @example "5b7c5b0a-1d8e-4c5c-8a9d-0c6a7e0f9b11" */
  id!: string;
  /** @example "0a4d55a8d778e5022fab701977c5d840bbc486d0a4d55a8d778e5022fab70197" */
  sha256!: string;
  /** When it was entered here. @example "2023-11-29T09:12:00.000Z" */
  sentAt!: string;
  /** The day it was forwarded. @example "2023-11-29" */
  forwardedOn!: string;
}

/** A reply that came another way than through Yttra. */
export class RecordedReplyView {
  /** @example "a1c2f3d4-0f1e-4a2b-8c3d-5e6f7a8b9c0d" */
  documentId!: string;
  /** Further documents of the reply. @example [] */
  attachments!: string[];
  /** @example "2023-12-11" */
  receivedOn!: string;
  /** Who entered it: not the consultee itself. @example "issuer" */
  recordedBy!: 'issuer';
}

/** How one consultee fares, as the issuer may see it. What is null has not come in. */
export class ReplyView {
  /** @example "0d3f2c6e-8f1b-4f0e-9a53-1f1b9f3f7a10" */
  consultationId!: string;
  /** The body's code, or the name of one outside Yttra. @example "TSN" */
  consultee!: string;
  /** @example "Tekniska servicenämnden" */
  consulteeName!: string;
  /** @example "forwarded" */
  state!: ConsultationState;
  /** The consultee's own number. @example "TSN 2023/112" */
  ownCaseNumber!: string | null;
  /** Whether it replied without having been asked. @example false */
  unasked!: boolean;
  /** @example "2023-12-15" */
  replyBy!: string;
  /** @example "2023-12-15" */
  originalReplyBy!: string;
  /** @example "2023-11-29" */
  reachedIssuerOn!: string | null;
  /** Unanswered after the reply-by date. @example false */
  overdue!: boolean;
  /** Reached the issuer after the reply-by date. @example false */
  late!: boolean;
  /** What the consultee thinks. @example "supports-with-comments" */
  stance!: string | null;
  /** Who decided. @example "board" */
  route!: string | null;
  /** What happened to the proposal at the board. @example "as-proposed" */
  outcome!: string | null;
  /** @example "2023-11-22" */
  decidedOn!: string | null;
  /** @example "84" */
  section!: string | null;
  /** The clauses as decided. @example [{"text":"att översända yttrandet till kommunstyrelsen som eget yttrande i ärendet."}] */
  clauses!: { text: string }[];
  /** @example [] */
  reservations!: DecidedReservationView[];
  /** Why it declined to answer. @example "Förslaget berör inte nämndens verksamhet." */
  declinedBecause!: string | null;
  /** The day on which it declined; null where nobody knows. @example "2023-11-02" */
  declinedOn!: string | null;
  /** Whether what it sent is confidential and kept from you: then none of it stands here. @example false */
  masked!: boolean;
  dispatch!: ReplyDispatchView | null;
  recordedReply!: RecordedReplyView | null;
}

/** The consultees of a referral in Swedish order of their names. */
export class RepliesPage extends PageView {
  items!: ReplyView[];
  /** Who has not answered yet, on all pages. @example ["BIN"] */
  missing!: string[];
  /** Who has not answered although the reply-by date has passed. @example [] */
  overdue!: string[];
  /** Whose reply reached the issuer after the reply-by date. @example [] */
  late!: string[];
}
