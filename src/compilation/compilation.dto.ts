import { IsIn, IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';
import { DecisionView } from '../consultations/decision-view.dto.js';
import { ReplyView } from '../forwarding/forwarding.dto.js';
import { Text, WhenGiven } from '../http/field-rules.js';
import { WriteBody } from '../http/write.dto.js';
import { STANDS, type Stand } from '../rules/stand.js';
import { ReportSectionBody } from '../statements/statements.dto.js';

/** The issuer's answer to one remark. */
export class AnswerRemarkBody extends WriteBody {
  /**
   * Number of the remark in the statement, from 1.
   * @example 1
   */
  @IsInt()
  @Min(1)
  @Max(1000)
  remark!: number;

  /**
   * How the issuer meets the remark; the sender should understand the stand taken.
   * @example "Förslaget har kompletterats med trygga gångvägar."
   */
  @Text(10_000)
  text!: string;

  /** Whether the remark is met. @example "partly" */
  @WhenGiven()
  @IsIn(STANDS)
  stand?: Stand;

  /**
   * The answer that this one takes the place of (`answerId` of the remark in the compilation); null or left out where there
   * is none. Refused (412) where another one stands there meanwhile.
   * @example null
   */
  @IsOptional()
  @IsUUID()
  replaces?: string | null;
}

/** An answer as it was given. */
export class RemarkAnswerView {
  /** @example "0f7bb1c9-4b5a-4a39-9d0f-1a7d5e8f9b21" */
  id!: string;
  /** @example "0d3f2c6e-8f1b-4f0e-9a53-1f1b9f3f7a10" */
  consultationId!: string;
  /** The referral in whose compilation it stands. @example "e71b3c5d-2a4f-4b6c-9d8e-0f1a2b3c4d5e" */
  referralId!: string;
  /** @example 1 */
  remark!: number;
  /** @example "Förslaget har kompletterats med trygga gångvägar." */
  text!: string;
  /** @example "partly" */
  stand!: Stand | null;
  /** @example "ks-handlaggare" */
  answeredBy!: string;
}

/** A remark and what the issuer answers. */
export class CompiledRemarkView {
  /** @example 1 */
  number!: number;
  /** The passage it is about. @example "Boende och närmiljö" */
  passage!: string;
  /** @example "Bör nämna trygga gångvägar." */
  text!: string;
  /** What the consultee proposes instead. @example "Lägg till trygga gångvägar." */
  proposal!: string | null;
  /** @example "Förslaget har kompletterats med trygga gångvägar." */
  issuerAnswer!: string | null;
  /** Whether the remark is met; null where nobody has said. @example "partly" */
  stand!: Stand | null;
  /** Which answer it is, to be named by the one that takes its place. @example "0f7bb1c9-4b5a-4a39-9d0f-1a7d5e8f9b21" */
  answerId!: string | null;
}

/** A consultee's answer to one question. */
export class CompiledAnswerView {
  /** @example "0d3f2c6e-8f1b-4f0e-9a53-1f1b9f3f7a10" */
  consultationId!: string;
  /** @example "TSN" */
  consultee!: string;
  /** @example "Tekniska servicenämnden" */
  consulteeName!: string;
  /** The question that it answered, where the referral asks otherwise now. @example null */
  asked!: string | null;
  /** What it decided of this question, where it said so. @example null */
  stance!: string | null;
  /** @example "Ja, områdena berör nämndens verksamhet." */
  text!: string;
}

/** A question of the referral with the answers to it. */
export class CompiledQuestionView {
  /** @example 1 */
  number!: number;
  /** @example "Är utvecklingsområdena relevanta för nämndens verksamhet?" */
  text!: string;
  /** What the issuer makes of the answers. @example "De flesta svarar ja." */
  summary!: string | null;
  /** Which summary it is, to be named by the one that takes its place. @example "0f7bb1c9-4b5a-4a39-9d0f-1a7d5e8f9b21" */
  summaryId!: string | null;
  answers!: CompiledAnswerView[];
}

/** A remark on a passage, and whose it is. */
export class GatheredRemarkView {
  /** What whoever made it calls the passage. @example "Boende" */
  passage!: string;
  /** @example "0d3f2c6e-8f1b-4f0e-9a53-1f1b9f3f7a10" */
  consultationId!: string;
  /** @example "TSN" */
  consultee!: string;
  /** @example "Tekniska servicenämnden" */
  consulteeName!: string;
  /** @example 1 */
  number!: number;
  /** @example "Bör nämna trygga gångvägar." */
  text!: string;
  /** @example "Lägg till trygga gångvägar." */
  proposal!: string | null;
  /** @example "Förslaget har kompletterats med trygga gångvägar." */
  issuerAnswer!: string | null;
  /** Whether the remark is met; null where nobody has said. @example "partly" */
  stand!: Stand | null;
  /** Which answer it is, to be named by the one that takes its place. @example "0f7bb1c9-4b5a-4a39-9d0f-1a7d5e8f9b21" */
  answerId!: string | null;
}

/** Another name of a passage, whose remarks an officer has put there. */
export class GatheredNameView {
  /** @example "Boende" */
  passage!: string;
  /** Which placing it is, to be named by the one that takes its place. @example "0f7bb1c9-4b5a-4a39-9d0f-1a7d5e8f9b21" */
  placedBy!: string;
  /** What was made of its remarks while they stood by themselves. @example null */
  summary!: string | null;
  /** Which summary that is. @example null */
  summaryId!: string | null;
}

/** A passage of the proposal with everybody's remarks on it. */
export class CompiledPassageView {
  /** @example "Boende och närmiljö" */
  passage!: string;
  /** What else it is called, where an officer says that it is the same. */
  names!: GatheredNameView[];
  /** What the issuer makes of the remarks. @example "De flesta vill att gångvägar nämns." */
  summary!: string | null;
  /** Which summary it is, to be named by the one that takes its place. @example "0f7bb1c9-4b5a-4a39-9d0f-1a7d5e8f9b21" */
  summaryId!: string | null;
  remarks!: GatheredRemarkView[];
}

/** One consultee in the compilation. What is null has not come in. */
export class CompiledConsulteeView extends ReplyView {
  /** What its statement is called. @example "Yttrande över strategi för social hållbarhet" */
  statementTitle!: string | null;
  /** Titles of the documents that it builds on. @example ["Tjänsteskrivelse, 2023-10-20"] */
  basis!: string[];
  /** Whom its decision was sent to, by name; nobody who is reached by an e-mail address alone. @example ["Kommunstyrelsen"] */
  recipients!: string[];
  /** @example "Strategin ska komplettera de kommunövergripande hållbarhetsmålen." */
  summary!: string | null;
  /** @example "Kommunfullmäktige beslutade den 22 maj 2023 att strategin ska revideras (§ 134)." */
  matter!: string | null;
  /** Other parts of the statement under their own headings. */
  sections!: ReportSectionBody[];
  /** All that the minutes hold: proposals, votes, who did not take part, notes, reservations. */
  decision!: DecisionView | null;
  /** The consultee's own words. @example "Tekniska serviceförvaltningen ser positivt på att man underlättar målarbetet." */
  assessment!: string | null;
  /** What it answered to each question, and decided of it. */
  answers!: { question: number; text: string; stance: string | null }[];
  remarks!: CompiledRemarkView[];
  specialStatements!: { by: string; text?: string }[];
}

/** How many consultees that were asked fared how. The states add up to `consultees`. */
export class CompilationTotalsView {
  /** @example 3 */
  consultees!: number;
  /** @example 2 */
  answered!: number;
  /** Not answered yet. @example 1 */
  missing!: number;
  /** Let the referral end without a word: a fact, unlike abstaining, which is a decision. @example 0 */
  noReply!: number;
  /** @example 0 */
  declined!: number;
  /** @example 0 */
  withdrawn!: number;
  /** Of the answered. @example 0 */
  late!: number;
  /** Replies of those who were not asked; in none of the other counts. @example 0 */
  unasked!: number;
  /** Stances of the answered. @example {"supports-with-comments": 1, "no-objection": 1} */
  stances!: Record<string, number>;
}

/** The replies side by side: consultees × stance × outcome × clauses × answers × remarks. */
export class CompilationView {
  /** @example "b3a1e0d2-52f5-47a3-8a0e-5d1f5b5d0a01" */
  referralId!: string;
  /** @example "Internremiss, Strategi för social hållbarhet 2024-2030" */
  title!: string;
  /** @example "KS 2023/512" */
  caseNumber!: string;
  /** @example "KS" */
  issuer!: string;
  /** @example "Kommunstyrelsen" */
  issuerName!: string;
  /** @example "2023-12-15" */
  replyBy!: string | null;
  totals!: CompilationTotalsView;
  questions!: CompiledQuestionView[];
  /** Everybody's remarks, gathered by the passage they are about. */
  passages!: CompiledPassageView[];
  consultees!: CompiledConsulteeView[];
  /** Who has not answered yet. @example ["BIN"] */
  missing!: string[];
  /** Whose reply came after its reply-by date. @example [] */
  late!: string[];
  /** @example [] */
  declined!: string[];
}
