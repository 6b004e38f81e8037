import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsObject, ValidateIf, ValidateNested } from 'class-validator';
import { DraftLine, ListOf, OneLine, WhenGiven } from '../../http/field-rules.js';
import { WriteBody } from '../../http/write.dto.js';
import { CLAUSE_STYLES, type ClauseStyle, type FormKind } from '../../papers/form/paper-form.js';
import { PART_NAMES } from '../../papers/paper.js';

const FORM_PARTS = [...PART_NAMES, 'section'] as const;

/** Where a part stands in the paper, and what it is called there. */
export class PaperFormPartBody {
  /** What stands there; `section` is the section of the statement that has this heading, `sections` all the others. @example "proposal" */
  @IsIn(FORM_PARTS)
  part!: (typeof FORM_PARTS)[number];

  /** Its heading; empty: it has none, and follows what is before it. @example "Förvaltningens förslag till beslut" */
  @DraftLine(200)
  heading!: string;
}

/** What the facts at the head are called; what is left out is called as always. */
export class PaperFormLabelsBody {
  /** The day. @example "Utfärdat" */
  @WhenGiven()
  @OneLine(60)
  day?: string;

  /** The sender’s own case number. @example "Diarienummer" */
  @WhenGiven()
  @OneLine(60)
  ownNumber?: string;

  /** The case number of whom it is for. @example "Er beteckning" */
  @WhenGiven()
  @OneLine(60)
  theirNumber?: string;

  /** The case officer. @example "Handläggare" */
  @WhenGiven()
  @OneLine(60)
  officer?: string;

  /** The last day to reply. @example "Svar senast" */
  @WhenGiven()
  @OneLine(60)
  lastDay?: string;
}

/** Who signs, besides the case officer. */
export class PaperFormSignatureBody {
  /** Empty: a line to sign on. @example "" */
  @DraftLine(100)
  name!: string;

  /** @example "Förvaltningschef" */
  @OneLine(100)
  title!: string;
}

/** The shape of a kind of paper; what is left out is as where a body has no form of its own. */
export class PaperFormBody extends WriteBody {
  /** What the paper is called; null: as always. @example "Tjänsteutlåtande" */
  @WhenGiven()
  @ValidateIf((_, value) => value !== null)
  @OneLine(60)
  name?: string | null;

  /**
   * The parts in their order, each once. A part that is not named stands after those that are.
   * @example [{ "part": "proposal", "heading": "Förslag till beslut" }, { "part": "summary", "heading": "Sammanfattning" }]
   */
  @WhenGiven()
  @ListOf(() => PaperFormPartBody)
  @ArrayMaxSize(40)
  parts?: PaperFormPartBody[];

  /** How clauses are written: as `sentences` that go on from the words before them (att-satser), `numbered` or as `points`. @example "numbered" */
  @WhenGiven()
  @IsIn(CLAUSE_STYLES)
  clauses?: ClauseStyle;

  @WhenGiven()
  @IsObject()
  @ValidateNested()
  @Type(() => PaperFormLabelsBody)
  labels?: PaperFormLabelsBody;

  /** Lines under the sender’s name. @example ["Tekniska förvaltningen", "0451-26 70 00"] */
  @WhenGiven()
  @IsArray()
  @ArrayMaxSize(8)
  @OneLine(120, { each: true })
  letterhead?: string[];

  @WhenGiven()
  @ListOf(() => PaperFormSignatureBody)
  @ArrayMaxSize(6)
  signatures?: PaperFormSignatureBody[];

  /** The sender’s block; none: the body’s name and address. @example ["Tekniska servicenämnden", "Stadshuset, 281 80 Hässleholm"] */
  @WhenGiven()
  @IsArray()
  @ArrayMaxSize(10)
  @OneLine(120, { each: true })
  foot?: string[];

  /**
   * A PNG in base64, of 48 KiB and 500,000 pixels at most; null: none. What else its file holds is left out.
   * @example null
   */
  @WhenGiven()
  @ValidateIf((_, value) => value !== null)
  @OneLine(66_000)
  logotype?: string | null;
}

/** The shape of a kind of paper in a body. */
export class PaperFormView {
  /** @example "TSN" */
  body!: string;
  /** @example "staff-report" */
  kind!: FormKind;
  /** What the paper is called; null: as always. @example "Tjänsteutlåtande" */
  name!: string | null;
  parts!: PaperFormPartBody[];
  /** @example "numbered" */
  clauses!: ClauseStyle;
  labels!: PaperFormLabelsBody;
  /** @example ["Tekniska förvaltningen", "0451-26 70 00"] */
  letterhead!: string[];
  signatures!: PaperFormSignatureBody[];
  /** @example ["Tekniska servicenämnden", "Stadshuset, 281 80 Hässleholm"] */
  foot!: string[];
  /** A PNG in base64. @example null */
  logotype!: string | null;
  /** Nothing of it is the body’s own. @example false */
  isDefault!: boolean;
  /** @example 2 */
  version!: number;
}
