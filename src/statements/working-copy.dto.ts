import { ArrayMaxSize, IsIn, IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';
import { DraftText, ListOf, WholeNumber, WhenGiven } from '../http/field-rules.js';
import { AdviceView } from './statements.dto.js';
import { FOUND_FACTS, type FoundFact } from './statement.js';
import { STANCES, type Stance } from '../rules/stance.js';

/** What has been typed is kept as it is, also where a statement would refuse it. */
const MOST = 1_000_000;
const ROWS = 2000;

/** A clause as far as it is written. */
export class TypedClauseBody {
  /** @example "att översända yttr" */
  @DraftText(MOST)
  text!: string;
}

/** A basis document as far as it is written. */
export class TypedBasisBody {
  /** @example "Remissversion Strategi för social hållb" */
  @DraftText(MOST)
  title!: string;

  /** @example "a1c2f3d4-0f1e-4a2b-8c3d-5e6f7a8b9c0d" */
  @IsOptional()
  @IsUUID()
  documentId?: string;
}

/** A recipient as far as it is written. */
export class TypedRecipientBody {
  /** @example "KS" */
  @IsOptional()
  @DraftText(MOST)
  body?: string;

  /** @example "registrator@raddningstj" */
  @IsOptional()
  @DraftText(MOST)
  email?: string;

  /** @example "Hembygdsför" */
  @IsOptional()
  @DraftText(MOST)
  name?: string;
}

/** An answer as far as it is written. */
export class TypedAnswerBody {
  /** @example 1 */
  @IsInt()
  @Min(1)
  @Max(100)
  question!: number;

  /** @example "Ja, områdena ber" */
  @DraftText(MOST)
  text!: string;
}

/** A remark as far as it is written. */
export class TypedRemarkBody {
  /** @example "Boende och när" */
  @DraftText(MOST)
  passage!: string;

  /** @example "Bör nämna tryg" */
  @DraftText(MOST)
  text!: string;

  /** @example "Lägg till" */
  @IsOptional()
  @DraftText(MOST)
  proposal?: string;
}

/** A heading with its text as far as they are written. */
export class TypedSectionBody {
  /** @example "Ekonomiska konsekv" */
  @DraftText(MOST)
  heading!: string;

  /** @example "Förslaget medför ing" */
  @DraftText(MOST)
  text!: string;
}

/** What the staff report says beside its text as far as it is written. */
export class TypedFoundBody {
  /** @example "prior-decision" */
  @IsIn(FOUND_FACTS)
  fact!: FoundFact['fact'];

  /** @example "Kommunfullmä" */
  @IsOptional()
  @DraftText(MOST)
  body?: string;

  /** @example "2023-05-22" */
  @IsOptional()
  @DraftText(MOST)
  date?: string;

  /** @example "134" */
  @IsOptional()
  @DraftText(MOST)
  section?: string;

  /** @example "strategin ska revid" */
  @IsOptional()
  @DraftText(MOST)
  text?: string;
}

/** What its author has written and not yet saved as a version; what is left out is empty. Unlike a version it need not be whole. */
export class WorkingCopyBody {
  /** The version of the statement that it was begun with. @example 2 */
  @WholeNumber(0, 1_000_000)
  basedOn!: number;

  /** @example "Internremiss, Strategi för soc" */
  @WhenGiven()
  @DraftText(MOST)
  title?: string;

  /** @example "Strategi för social hållbarhet ska kompl" */
  @WhenGiven()
  @DraftText(MOST)
  summary?: string;

  /** @example "Kommunfullmäktige beslutade den 22 maj" */
  @WhenGiven()
  @DraftText(MOST)
  matter?: string;

  /** @example "Tekniska serviceförvaltningen ser pos" */
  @WhenGiven()
  @DraftText(MOST)
  assessment?: string;

  /** @example "not-stated" */
  @WhenGiven()
  @IsIn(STANCES)
  stance?: Stance;

  @WhenGiven()
  @ListOf(() => TypedClauseBody)
  @ArrayMaxSize(ROWS)
  clauses?: TypedClauseBody[];

  @WhenGiven()
  @ListOf(() => TypedBasisBody)
  @ArrayMaxSize(ROWS)
  basis?: TypedBasisBody[];

  @WhenGiven()
  @ListOf(() => TypedRecipientBody)
  @ArrayMaxSize(ROWS)
  recipients?: TypedRecipientBody[];

  @WhenGiven()
  @ListOf(() => TypedAnswerBody)
  @ArrayMaxSize(ROWS)
  answers?: TypedAnswerBody[];

  @WhenGiven()
  @ListOf(() => TypedRemarkBody)
  @ArrayMaxSize(ROWS)
  remarks?: TypedRemarkBody[];

  @WhenGiven()
  @ListOf(() => TypedSectionBody)
  @ArrayMaxSize(ROWS)
  sections?: TypedSectionBody[];

  @WhenGiven()
  @ListOf(() => TypedFoundBody)
  @ArrayMaxSize(ROWS)
  found?: TypedFoundBody[];
}

/** Somebody else who is writing in the same statement. */
export class AlsoWritingView {
  /** @example "Nils Åkesson" */
  name!: string;
  /** When they wrote last. @example "2023-10-24T11:05:00.000Z" */
  at!: string;
}

/** What its author has written and not yet saved as a version. */
export class WorkingCopyView {
  /** @example "0d3f2c6e-8f1b-4f0e-9a53-1f1b9f3f7a10" */
  consultationId!: string;
  /** Its own, which the ETag tells too; 0 while nothing is kept. A version of the statement is another number. @example 117 */
  version!: number;
  /** The version of the statement that it was begun with. @example 2 */
  basedOn!: number;
  /** @example "2023-10-24T11:05:00.000Z" */
  savedAt!: string | null;
  /** @example "Internremiss, Strategi för soc" */
  title!: string;
  /** @example "Strategi för social hållbarhet ska kompl" */
  summary!: string;
  /** @example "Kommunfullmäktige beslutade den 22 maj" */
  matter!: string;
  /** @example "Tekniska serviceförvaltningen ser pos" */
  assessment!: string;
  /** @example "not-stated" */
  stance!: Stance;
  clauses!: TypedClauseBody[];
  basis!: TypedBasisBody[];
  recipients!: TypedRecipientBody[];
  answers!: TypedAnswerBody[];
  remarks!: TypedRemarkBody[];
  sections!: TypedSectionBody[];
  found!: TypedFoundBody[];
  /** What to look over in it. */
  advice!: AdviceView[];
  /** Who else has written in the statement in the last two minutes. */
  alsoWriting!: AlsoWritingView[];
}
