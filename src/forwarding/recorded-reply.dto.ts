import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsObject,
  IsOptional,
  IsUUID,
  ValidateNested,
} from 'class-validator';
import { CivilDate, EmailAddress, ListOf, OneLine, Section, WhenGiven } from '../http/field-rules.js';
import { CorrectOrTakeBackBody } from '../http/correct-or-take-back.js';
import { WriteBody } from '../http/write.dto.js';
import { DELEGATED_ROUTES, MEETING_ROUTES, type Route } from '../rules/consultation-states.js';
import { PARTY_KINDS, type PartyKind } from '../rules/party-kind.js';
import { STANCES, type Stance } from '../rules/stance.js';
import { AnswerBody, ClauseBody, RemarkBody } from '../statements/statements.dto.js';

const ROUTES = [...MEETING_ROUTES, ...DELEGATED_ROUTES];

/** What stands in a reply that came on paper, so that the compilation has it beside the others. */
export class RecordedStatementBody {
  /** The consultee's own number. @example "2023-004711" */
  @WhenGiven()
  @OneLine(100)
  caseNumber?: string;

  /** The day it was decided or signed. @example "2023-12-06" */
  @WhenGiven()
  @CivilDate()
  decidedOn?: string;

  /** Who decided. @example "board" */
  @WhenGiven()
  @IsIn(ROUTES)
  route?: Route;

  /** Section of the minutes. @example "84" */
  @WhenGiven()
  @Section()
  section?: string;

  /** The clauses as decided. */
  @WhenGiven()
  @ListOf(() => ClauseBody)
  @ArrayMaxSize(100)
  clauses?: ClauseBody[];

  /** Answers to the referral's questions. */
  @WhenGiven()
  @ListOf(() => AnswerBody)
  @ArrayMaxSize(100)
  answers?: AnswerBody[];

  /** Remarks on passages of the proposal. */
  @WhenGiven()
  @ListOf(() => RemarkBody)
  @ArrayMaxSize(1000)
  remarks?: RemarkBody[];
}

/** A reply that came another way than through Yttra. */
export class RecordReplyBody extends WriteBody {
  /**
   * The issuer's document that holds the reply.
   * @example "a1c2f3d4-0f1e-4a2b-8c3d-5e6f7a8b9c0d"
   */
  @IsUUID()
  documentId!: string;

  /**
   * The issuer's further documents of the reply, besides the one that holds it.
   * @example ["c7d8e9f0-1a2b-4c3d-8e4f-5a6b7c8d9e0f"]
   */
  @WhenGiven()
  @IsArray()
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  attachments?: string[];

  /** @example "2023-12-11" */
  @CivilDate()
  receivedOn!: string;

  /** What the consultee thinks. @example "no-objection" */
  @IsIn(STANCES)
  stance!: Stance;

  /** What stands in it. */
  @WhenGiven()
  @IsObject()
  @ValidateNested()
  @Type(() => RecordedStatementBody)
  statement?: RecordedStatementBody;
}

/** A reply of somebody outside Yttra who was not asked. */
export class RecordUnaskedReplyBody extends RecordReplyBody {
  /** Who replied. @example "Hembygdsföreningen" */
  @OneLine(200)
  name!: string;

  /** @example "styrelsen@hembygd.example" */
  @IsOptional()
  @EmailAddress()
  email?: string;

  /**
   * Whether it is an organisation or a private person. Only organisations are named in the public register; left out, it is
   * not named there.
   * @example "organisation"
   */
  @WhenGiven()
  @IsIn(PARTY_KINDS)
  kind?: PartyKind;

  /** Says that it is somebody else than the consultee of the same name. @example false */
  @IsOptional()
  @IsBoolean()
  anotherOfTheName?: boolean;
}

/** Corrects what was recorded of a reply, or takes the reply back. */
export class CorrectReplyBody extends CorrectOrTakeBackBody {
  /**
   * The document that holds the reply.
   * @example "a1c2f3d4-0f1e-4a2b-8c3d-5e6f7a8b9c0d"
   */
  @WhenGiven()
  @IsUUID()
  documentId?: string;

  /**
   * The issuer's further documents of the reply, all of them; an empty list for none.
   * @example ["c7d8e9f0-1a2b-4c3d-8e4f-5a6b7c8d9e0f"]
   */
  @WhenGiven()
  @IsArray()
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  attachments?: string[];

  /**
   * The day it came in.
   * @example "2023-12-11"
   */
  @WhenGiven()
  @CivilDate()
  receivedOn?: string;

  /**
   * What the consultee thinks.
   * @example "supports"
   */
  @WhenGiven()
  @IsIn(STANCES)
  stance?: Stance;

  /** What stands in it; what is left out stays. */
  @WhenGiven()
  @IsObject()
  @ValidateNested()
  @Type(() => RecordedStatementBody)
  statement?: RecordedStatementBody;
}
