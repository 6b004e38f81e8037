import { Type } from 'class-transformer';
import { ArrayMaxSize, IsIn, IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';
import { ActionsView } from '../http/actions.dto.js';
import {
  BodyCode,
  DraftLine,
  DraftText,
  EmailAddress,
  Flag,
  ListOf,
  OneLine,
  Text,
  WhenGiven,
} from '../http/field-rules.js';
import { PageView } from '../lists/paging.dto.js';
import { PaperQuery } from '../http/paper.dto.js';
import { WarningView } from '../changes/warning.dto.js';
import { WriteBody } from '../http/write.dto.js';
import { STANCES, type Stance } from '../rules/stance.js';
import { FoundFactBody } from './found-fact.dto.js';
import type { Certainty, HowFound } from './staff-report/certainty.js';
import type { DocumentKind } from './staff-report/document-kind.js';

/** A decision clause (*att-sats*). */
export class ClauseBody {
  /** @example "att översända yttrandet till kommunstyrelsen som eget yttrande i ärendet." */
  @Text(10_000)
  text!: string;
}

/** A document that the decision builds on. */
export class BasisDocumentBody {
  /** @example "Remissversion Strategi för social hållbarhet 2024-2030" */
  @OneLine(500)
  title!: string;

  /**
   * The document itself, when it is in Yttra.
   * @example "a1c2f3d4-0f1e-4a2b-8c3d-5e6f7a8b9c0d"
   */
  @IsOptional()
  @IsUUID()
  documentId?: string;
}

/** Whom the decision is sent to: a body, an e-mail address, or a name reached by post. */
export class StatementRecipientBody {
  /** @example "KS" */
  @IsOptional()
  @BodyCode()
  body?: string;

  /** @example "registrator@raddningstjanst.example" */
  @IsOptional()
  @EmailAddress()
  email?: string;

  /** @example "Hembygdsföreningen" */
  @IsOptional()
  @OneLine(200)
  name?: string;
}

/** An answer to one of the referral's questions. */
export class AnswerBody {
  /**
   * Number of the question, from 1.
   * @example 1
   */
  @IsInt()
  @Min(1)
  @Max(100)
  question!: number;

  /** @example "Ja, områdena berör nämndens verksamhet." */
  @Text(20_000)
  text!: string;
}

/** A remark on a named passage of the proposal. */
export class RemarkBody {
  /** @example "Boende och närmiljö" */
  @Text(1000)
  passage!: string;

  /** @example "Bör nämna trygga gångvägar." */
  @Text(20_000)
  text!: string;

  /** @example "Lägg till trygga gångvägar." */
  @IsOptional()
  @Text(20_000)
  proposal?: string;
}

/** A heading without a field of its own, with its text. */
export class ReportSectionBody {
  /** @example "Ekonomiska konsekvenser" */
  @OneLine(500)
  heading!: string;

  /** @example "Förslaget medför inga kostnader." */
  @DraftText(100_000)
  text!: string;
}

/** The whole statement; what is left out is empty afterwards. Every save is a new version. */
export class SaveStatementBody extends WriteBody {
  /** @example "Internremiss, Strategi för social hållbarhet 2024-2030" */
  @IsOptional()
  @DraftLine(500)
  title?: string;

  /** @example "Strategi för social hållbarhet ska komplettera de kommunövergripande hållbarhetsmålen." */
  @IsOptional()
  @DraftText(100_000)
  summary?: string;

  /** @example "Kommunfullmäktige beslutade den 22 maj 2023 att strategin ska revideras (§ 134)." */
  @IsOptional()
  @DraftText(100_000)
  matter?: string;

  /** @example "Tekniska serviceförvaltningen ser positivt på att man underlättar målarbetet i stort." */
  @IsOptional()
  @DraftText(100_000)
  assessment?: string;

  /** What the consultee thinks. @example "supports-with-comments" */
  @IsOptional()
  @IsIn(STANCES)
  stance?: Stance;

  @IsOptional()
  @ListOf(() => ClauseBody)
  @ArrayMaxSize(100)
  clauses?: ClauseBody[];

  @IsOptional()
  @ListOf(() => BasisDocumentBody)
  @ArrayMaxSize(100)
  basis?: BasisDocumentBody[];

  @IsOptional()
  @ListOf(() => StatementRecipientBody)
  @ArrayMaxSize(100)
  recipients?: StatementRecipientBody[];

  @IsOptional()
  @ListOf(() => AnswerBody)
  @ArrayMaxSize(100)
  answers?: AnswerBody[];

  @IsOptional()
  @ListOf(() => RemarkBody)
  @ArrayMaxSize(1000)
  remarks?: RemarkBody[];

  @IsOptional()
  @ListOf(() => ReportSectionBody)
  @ArrayMaxSize(100)
  sections?: ReportSectionBody[];

  @IsOptional()
  @ListOf(() => FoundFactBody)
  @ArrayMaxSize(100)
  found?: FoundFactBody[];
}

/** Assigns a case officer. */
export class AssignOfficerBody extends WriteBody {
  /**
   * Username of an officer of the same body.
   * @example "tsn-handlaggare"
   */
  @OneLine(100)
  officer!: string;
}

/** One matter and who is to handle it. */
export class ReassignedMatterBody {
  /** @example "0d3f2c6e-8f1b-4f0e-9a53-1f1b9f3f7a10" */
  @IsUUID()
  consultation!: string;

  /** Username of an officer of the same body. @example "tsn-handlaggare" */
  @OneLine(100)
  officer!: string;
}

/** Who takes over what a person handles in a body: one person, or somebody for each matter. */
export class ReassignBody extends WriteBody {
  /** Username of who gets all that is not named below; left out, only what is named is given to others. @example "tsn-handlaggare" */
  @WhenGiven()
  @OneLine(100)
  officer?: string;

  /** Matters that somebody else gets. */
  @WhenGiven()
  @ListOf(() => ReassignedMatterBody)
  @ArrayMaxSize(500)
  matters?: ReassignedMatterBody[];
}

/** A matter that somebody else handles now. */
export class ReassignedMatterView {
  /** @example "0d3f2c6e-8f1b-4f0e-9a53-1f1b9f3f7a10" */
  consultation!: string;
  /** @example "TSN 2023/112" */
  ownCaseNumber!: string | null;
  /** @example "tsn-handlaggare" */
  officer!: string;
}

/** What was given to others. */
export class ReassignedView {
  reassigned!: ReassignedMatterView[];
}

/** Returns a draft to its officer. */
export class ReturnDraftBody {
  /**
   * What is to be done; the officer reads it.
   * @example "Komplettera med ekonomiska konsekvenser."
   */
  @Text(10_000)
  comment!: string;

  /** @example "Enligt beredningsmötet" */
  @IsOptional()
  @Text(2000)
  reason?: string;
}

/** Something to look over while writing. It hinders nothing. */
export class AdviceView {
  /** @example "undated-basis" */
  code!: string;
  /** Where it is, as a JSON pointer into the statement. @example "/basis/0/title" */
  pointer!: string;
  /** @example "Beslutsunderlag 1 saknar datum: ”Denna tjänsteskrivelse”." */
  detail!: string;
}

/** Something a person should look at. */
export class ImportWarningView {
  /** @example "no-date" */
  code!: string;
  /** @example "Datum saknas." */
  detail!: string;
  /** @example null */
  line!: number | null;
}

/** A statement: of the consultee its latest version, to the issuer exactly what was dispatched. */
export class StatementView extends ActionsView {
  /** @example "0d3f2c6e-8f1b-4f0e-9a53-1f1b9f3f7a10" */
  consultationId!: string;
  /** Number of this version; 0 while nothing is written. @example 3 */
  version!: number;
  /** How the version came to be. @example "draft" */
  origin!: 'draft' | 'import' | 'decision' | 'correction';
  /** @example "tsn-handlaggare" */
  author!: string | null;
  /** @example "2023-10-24T11:05:00.000Z" */
  savedAt!: string | null;
  /** @example "Internremiss, Strategi för social hållbarhet 2024-2030" */
  title!: string;
  /** @example "Strategi för social hållbarhet ska komplettera de kommunövergripande hållbarhetsmålen." */
  summary!: string;
  /** @example "Kommunfullmäktige beslutade den 22 maj 2023 att strategin ska revideras (§ 134)." */
  matter!: string;
  /** @example "Tekniska serviceförvaltningen ser positivt på att man underlättar målarbetet i stort." */
  assessment!: string;
  /** @example "supports-with-comments" */
  stance!: Stance;
  clauses!: ClauseBody[];
  basis!: BasisDocumentBody[];
  recipients!: StatementRecipientBody[];
  answers!: AnswerBody[];
  remarks!: RemarkBody[];
  sections!: ReportSectionBody[];
  found!: FoundFactBody[];
  /** Whether it is marked confidential, or what it belongs to is. Whoever reads it then is remembered. @example false */
  confidential!: boolean;
  /** What to look over before it is decided on; only for the consultee’s own staff, as long as it is not decided. */
  advice?: AdviceView[];
  /**
   * What the import warned of that made this version, until it is ticked off or another version is saved; only for the
   * consultee’s own staff.
   */
  importWarnings?: ImportWarningView[];
  /** Of this saving only. */
  warnings?: WarningView[];
}

/** A step that was taken with a version: submitted, returned, decided, forwarded. */
export class StatementEventView {
  /** @example "return" */
  verb!: string;
  /** @example "2023-10-25T08:10:00.000Z" */
  at!: string;
  /** @example "tsn-chef" */
  actor!: string | null;
}

/** A version in the list of versions. */
export class StatementVersionView {
  /** @example 3 */
  version!: number;
  /** @example "draft" */
  origin!: 'draft' | 'import' | 'decision' | 'correction';
  /** @example "tsn-handlaggare" */
  author!: string;
  /** @example "2023-10-24T11:05:00.000Z" */
  savedAt!: string;
  /** @example "Internremiss, Strategi för social hållbarhet 2024-2030" */
  title!: string;
  /** What was done with this version before the next was saved, in order. */
  events!: StatementEventView[];
}

/** Versions of a statement, newest first. */
export class StatementVersionsPage extends PageView {
  items!: StatementVersionView[];
}

/** Which version to compare with. */
export class DiffQuery {
  /**
   * The earlier version; the one before when left out. 0 is the empty statement.
   * @example 2
   */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  against?: number;
}

/** Which version to compare with, and in which form the paper is sent. */
export class ComparisonQuery extends PaperQuery {
  /**
   * The earlier version; the one before when left out. 0 is the empty statement.
   * @example 2
   */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  against?: number;
}

/** A run of words: in both versions, only in the newer (`added`) or only in the earlier (`removed`). */
export class DiffPartView {
  /** @example "added" */
  change!: 'same' | 'added' | 'removed';
  /** @example "trygga gångvägar" */
  text!: string;
}

/** A paragraph of a text or an item of a list: in both versions, in one of them, or `changed`. */
export class DiffItemView {
  /** @example "changed" */
  change!: 'same' | 'added' | 'removed' | 'changed';
  parts!: DiffPartView[];
}

/** What changed in one field. */
export class FieldDiffView {
  /** @example "assessment" */
  field!: string;
  /** The whole field word by word; a list as its items, a line each. */
  parts!: DiffPartView[];
  /** The same paragraph by paragraph, of a list item by item; what was removed stands where it stood. */
  items!: DiffItemView[];
}

/** The difference between two versions, field by field; unchanged fields are left out. */
export class StatementDiffView {
  /** @example 3 */
  version!: number;
  /** @example 2 */
  against!: number;
  fields!: FieldDiffView[];
}

/** A prior decision found in the report. */
export class FoundDecisionView {
  /** @example "KF" */
  body!: string;
  /** @example "2023-05-22" */
  date!: string;
  /** @example "134" */
  section!: string;
  /** What was decided, where the sentence says it. @example "strategin ska revideras" */
  about?: string;
}

/** How one thing in the proposal relates to another. */
export class FoundAreaView {
  /** @example "Föräldrastöd" */
  from!: string;
  /** @example "inryms i" */
  relation!: string;
  /** @example "Stöd och relationer genom livet" */
  to!: string;
}

/** Facts found in the report that have no field in the statement. */
export class FoundFactsView {
  /** @example "TSN 2023/112" */
  ownCaseNumber!: string | null;
  /** @example ["KS 2023/474"] */
  relatedCases!: string[];
  priorDecisions!: FoundDecisionView[];
  areas!: FoundAreaView[];
  /** @example "2023-10-30" */
  date!: string | null;
  /** @example "Anna Andersson" */
  officer!: string | null;
  /** Last day to answer, when the report says it. @example "2023-12-15" */
  deadline!: string | null;
  /** The body that is to decide; its code when it is known. @example "TSN" */
  body!: string | null;
  /** The administration that writes. @example "Tekniska Serviceförvaltningen" */
  administration!: string | null;
}

/** A heading and the field its text went to. */
export class FoundHeadingView {
  /** @example "Sammanfattning" */
  text!: string;
  /** @example "summary" */
  field!: string;
}

/** A line that has no place in the statement. Nothing is dropped. */
export class UnplacedLineView {
  /** @example 12 */
  line!: number;
  /** @example "Sida 2 (4)" */
  text!: string;
}

/** Something that was read, with where it stands, how it was found and how sure that is. */
export class ImportedFactView {
  /** A field of the statement, or one of `found`. @example "officer" */
  fact!: string;
  /** @example "Anna Andersson" */
  value!: string;
  /** Null for what stands on no line of its own. @example 38 */
  line!: number | null;
  /** By what it was recognised. @example "sender-block" */
  how!: HowFound;
  /** `certain` by a label, a mark or a known name; `likely` by form or place; a `guess` is only offered, and in no field. @example "likely" */
  confidence!: Certainty;
}

/** What an import found, and saved unless it was only a proposal. */
export class ImportedStatementView {
  /** `true`: nothing was changed, and `statement` is what would be saved. @example false */
  dryRun!: boolean;
  /** What the text is; it decides what is missing. @example "report" */
  kind!: DocumentKind;
  statement!: StatementView;
  found!: FoundFactsView;
  facts!: ImportedFactView[];
  headings!: FoundHeadingView[];
  unplaced!: UnplacedLineView[];
  /**
   * Lines that may be headings and that neither the import nor the body’s own headings know; see `/bodies/{code}/report-headings`.
   * @example ["Så tänker vi"]
   */
  unrecognised!: string[];
  /** Fields of the statement in which something else stood. @example ["summary"] */
  replaced!: string[];
  warnings!: ImportWarningView[];
}

/** Whether to import or only to propose, and which report. */
export class ImportQuery {
  /** `true` changes nothing and answers what would be saved and replaced. */
  @IsOptional()
  @Flag()
  dryRun?: boolean;

  /**
   * Which report, where the text holds several; see the refusal `several-reports`.
   * @example 1
   */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(10_000)
  report?: number;
}
