import { ArrayMaxSize, IsIn, IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';
import { ActionsView } from '../http/actions.dto.js';
import {
  BodyCode,
  DraftLine,
  DraftText,
  EmailAddress,
  ListOf,
  OneLine,
  Text,
  WhenGiven,
} from '../http/field-rules.js';
import { WarningView } from '../changes/warning.dto.js';
import { WriteBody } from '../http/write.dto.js';
import { STANCES, type Stance } from '../rules/stance.js';
import { FoundFactBody } from './found-fact.dto.js';

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
  @WhenGiven()
  @DraftLine(500)
  title?: string;

  /** @example "Strategi för social hållbarhet ska komplettera de kommunövergripande hållbarhetsmålen." */
  @WhenGiven()
  @DraftText(100_000)
  summary?: string;

  /** @example "Kommunfullmäktige beslutade den 22 maj 2023 att strategin ska revideras (§ 134)." */
  @WhenGiven()
  @DraftText(100_000)
  matter?: string;

  /** @example "Tekniska serviceförvaltningen ser positivt på att man underlättar målarbetet i stort." */
  @WhenGiven()
  @DraftText(100_000)
  assessment?: string;

  /** What the consultee thinks. @example "supports-with-comments" */
  @WhenGiven()
  @IsIn(STANCES)
  stance?: Stance;

  @WhenGiven()
  @ListOf(() => ClauseBody)
  @ArrayMaxSize(100)
  clauses?: ClauseBody[];

  @WhenGiven()
  @ListOf(() => BasisDocumentBody)
  @ArrayMaxSize(100)
  basis?: BasisDocumentBody[];

  @WhenGiven()
  @ListOf(() => StatementRecipientBody)
  @ArrayMaxSize(100)
  recipients?: StatementRecipientBody[];

  @WhenGiven()
  @ListOf(() => AnswerBody)
  @ArrayMaxSize(100)
  answers?: AnswerBody[];

  @WhenGiven()
  @ListOf(() => RemarkBody)
  @ArrayMaxSize(1000)
  remarks?: RemarkBody[];

  @WhenGiven()
  @ListOf(() => ReportSectionBody)
  @ArrayMaxSize(100)
  sections?: ReportSectionBody[];

  @WhenGiven()
  @ListOf(() => FoundFactBody)
  @ArrayMaxSize(100)
  found?: FoundFactBody[];
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

/** Something a person should look at. */
export class ImportWarningView {
  /** @example "no-date" */
  code!: string;
  /** @example "Datum saknas." */
  detail!: string;
  /** @example null */
  line!: number | null;
}
