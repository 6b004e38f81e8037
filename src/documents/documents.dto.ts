import { IsIn, IsOptional, IsUUID } from 'class-validator';
import { WarningView } from '../changes/warning.dto.js';
import { ActionsView } from '../http/actions.dto.js';
import { ConfidentialityView } from '../confidentiality/confidentiality.dto.js';
import { BodyCode, CivilDate, OneLine, WhenGiven } from '../http/field-rules.js';
import { PageQuery, PageView } from '../lists/paging.dto.js';
import { ReasonBody, WriteBody } from '../http/write.dto.js';
import type { INSPECTED, NOT_INSPECTED_FOR } from './inspection/inspected.js';

export const DOCUMENT_KINDS = [
  'referral-letter',
  'proposal',
  'attachment',
  'staff-report',
  'statement',
  'minutes-extract',
  'reply',
  'other',
] as const;
type DocumentKind = (typeof DOCUMENT_KINDS)[number];

export const DOCUMENT_DIRECTIONS = ['incoming', 'outgoing', 'internal'] as const;
export type DocumentDirection = (typeof DOCUMENT_DIRECTIONS)[number];

type Inspected = (typeof INSPECTED)[number];
type NotInspectedFor = (typeof NOT_INSPECTED_FOR)[number];

/** The fields of an upload, besides `file`. */
export class UploadDocumentBody extends WriteBody {
  /** @example "Remissversion Strategi för social hållbarhet 2024-2030" */
  @OneLine(300)
  title!: string;

  /** @example "proposal" */
  @IsIn(DOCUMENT_KINDS)
  kind!: DocumentKind;

  /**
   * The body whose document it is.
   * @example "KS"
   */
  @BodyCode()
  body!: string;

  /** Whether it came in, went out or is internal; `internal` when left out, or `incoming` with a day of receipt. @example "incoming" */
  @IsOptional()
  @IsIn(DOCUMENT_DIRECTIONS)
  direction?: DocumentDirection;

  /** The day it came in (OSL 5:2); today when left out. Of what came in only. @example "2023-10-02" */
  @IsOptional()
  @CivilDate()
  receivedOn?: string;

  /**
   * The document that this one is a new version of.
   * @example "a1c2f3d4-0f1e-4a2b-8c3d-5e6f7a8b9c0d"
   */
  @IsOptional()
  @IsUUID()
  replaces?: string;
}

/** Corrects how a document is filed; at least one of the fields is given. */
export class CorrectDocumentBody extends ReasonBody {
  /** @example "Remissversion Strategi för social hållbarhet 2024-2030" */
  @WhenGiven()
  @OneLine(300)
  title?: string;

  /** @example "proposal" */
  @WhenGiven()
  @IsIn(DOCUMENT_KINDS)
  kind?: DocumentKind;

  /** The day it came in (OSL 5:2). Of what came in only. @example "2023-10-02" */
  @WhenGiven()
  @CivilDate()
  receivedOn?: string;
}

/** Which documents. */
export class DocumentsQuery extends PageQuery {
  /** @example "KS" */
  @IsOptional()
  @BodyCode()
  body?: string;

  /** @example "proposal" */
  @IsOptional()
  @IsIn(DOCUMENT_KINDS)
  kind?: DocumentKind;

  /** Part of the title. @example "social hållbarhet" */
  @IsOptional()
  @OneLine(200)
  q?: string;
}

/** That a document was disposed of (*gallrad*). */
export class DisposalView {
  /** @example "2031-02-03T09:12:00.000Z" */
  at!: string;
  /** Username of who did it. @example "ks-registrator" */
  by!: string;
  /** @example "KF 2026-05-25 § 84, dokumenthanteringsplan" */
  decision!: string;
}

/** A stored file. What it holds never changes; a new version is a new document that names it. */
export class DocumentView extends ActionsView {
  /** @example "a1c2f3d4-0f1e-4a2b-8c3d-5e6f7a8b9c0d" */
  id!: string;
  /** @example "KS" */
  body!: string;
  /** @example "Remissversion Strategi för social hållbarhet 2024-2030" */
  title!: string;
  /** @example "proposal" */
  kind!: DocumentKind;
  /** @example "outgoing" */
  direction!: DocumentDirection;
  /** The day it came in; null for what did not, and for what was stored before this was asked. @example "2023-10-02" */
  receivedOn!: string | null;
  /** @example "strategi-remissversion.pdf" */
  fileName!: string;
  /** @example "application/pdf" */
  mediaType!: string;
  /** @example 482133 */
  byteSize!: number;
  /** @example "0a4d55a8d778e5022fab701977c5d840bbc486d0a4d55a8d778e5022fab70197" */
  sha256!: string;
  /**
   * How much of the file was looked into, before it was kept, for what could harm whoever opens it: `whole`, `partly`
   * or `not`. What was found harmful there was refused.
   * @example "whole"
   */
  inspected!: Inspected;
  /**
   * Why not all of it was: it is `encrypted`, or has a part that is `too-large`, or was `received-before` files were
   * inspected. Null when all was.
   * @example null
   */
  notInspectedFor!: NotInspectedFor | null;
  /** That its file was deleted on a decision to dispose of it; null while it is kept. @example null */
  disposed!: DisposalView | null;
  /** @example "a1c2f3d4-0f1e-4a2b-8c3d-5e6f7a8b9c0d" */
  replaces!: string | null;
  /** @example "2023-10-01T08:00:00.000Z" */
  createdAt!: string;
  /** Whether it is, by a marking of its own or as part of something confidential. Whoever reads it then is remembered. @example false */
  confidential!: boolean;
  /** Its own marking. @example [] */
  confidentiality!: ConfidentialityView[];
  /** Of this step only. */
  warnings?: WarningView[];
  /** Counts changes of its marking: the file never changes. @example 1 */
  version!: number;
}

/** A file that a message carries. */
export class MailAttachmentView {
  /** As the message calls it; empty where it does not. @example "Yttrande.pdf" */
  fileName!: string;
  /** What the message says that it is. @example "application/pdf" */
  mediaType!: string;
  /** @example 48211 */
  byteSize!: number;
}

/** What is proposed where a document is recorded as a reply. What the document does not say is empty, or null for a day. */
export class ReplyProposalView {
  /** @example "a1c2f3d4-0f1e-4a2b-8c3d-5e6f7a8b9c0d" */
  documentId!: string;
  /** Who sent the message, as it says. @example "Hembygdsföreningen" */
  senderName!: string;
  /** @example "styrelsen@hembygd.example" */
  senderEmail!: string;
  /** @example "Svar på remiss, dnr KS 2023/474" */
  subject!: string;
  /** The day it was sent, in Sweden. @example "2023-12-11" */
  sentOn!: string | null;
  /** The day it reached the receiver’s mail server, else the day it was sent; of any other document the day it came in. @example "2023-12-11" */
  receivedOn!: string | null;
  /** What is written in the message, as plain text, at most 20,000 characters. @example "Hej! Här kommer vårt svar." */
  text!: string;
  attachments!: MailAttachmentView[];
}

/** A row of the list of documents. */
export class DocumentRowView {
  /** @example "a1c2f3d4-0f1e-4a2b-8c3d-5e6f7a8b9c0d" */
  id!: string;
  /** @example "KS" */
  body!: string;
  /** Null for a confidential document: open it to read it. @example "Remissversion Strategi för social hållbarhet 2024-2030" */
  title!: string | null;
  /** @example "proposal" */
  kind!: DocumentKind;
  /** @example "outgoing" */
  direction!: DocumentDirection;
  /** The day it came in; null for what did not, and for what was stored before this was asked. @example "2023-10-02" */
  receivedOn!: string | null;
  /** Null for a confidential document. @example "strategi-remissversion.pdf" */
  fileName!: string | null;
  /** @example "application/pdf" */
  mediaType!: string;
  /** @example 482133 */
  byteSize!: number;
  /** Null for a confidential document. @example "0a4d55a8d778e5022fab701977c5d840bbc486d0a4d55a8d778e5022fab70197" */
  sha256!: string | null;
  /** @example "a1c2f3d4-0f1e-4a2b-8c3d-5e6f7a8b9c0d" */
  replaces!: string | null;
  /** @example "2023-10-01T08:00:00.000Z" */
  createdAt!: string;
  /** By a marking of its own, or as part of something confidential. @example false */
  confidential!: boolean;
}

/** Documents, newest first. */
export class DocumentsPage extends PageView {
  items!: DocumentRowView[];
}
