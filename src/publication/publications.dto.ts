import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsOptional } from 'class-validator';
import { ActionsView } from '../http/actions.dto.js';
import { BodyCode, CivilDate, Flag, OneLine } from '../http/field-rules.js';
import { PageQuery, PageView } from '../lists/paging.dto.js';
import { WarningView } from '../changes/warning.dto.js';
import { WriteBody } from '../http/write.dto.js';
import {
  PUBLICATION_KINDS,
  type PublicationKind,
  type PublicationState,
} from '../rules/publication-lifecycle.js';

/** On what terms a record is shown to everyone. */
export class PublishBody extends WriteBody {
  /**
   * Last day it is shown, in Swedish time. The morning after it is not there any more.
   * @example "2027-06-30"
   */
  @CivilDate()
  removeOn!: string;

  /**
   * How the title reads to everyone, without names of persons. Without it, the title of the record.
   * @example "Strategi för social hållbarhet 2024-2030"
   */
  @IsOptional()
  @OneLine(300)
  publicTitle?: string;

  /**
   * Names of parties outside the municipality that are organisations, though nobody said so when they were
   * registered. They are named to everyone; other parties are not, since they may be private persons.
   * @example ["Region Skåne"]
   */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(500)
  @OneLine(300, { each: true })
  organisations?: string[];

  /** `true`: no party outside the municipality is named, not even organisations. @example false */
  @IsOptional()
  @IsBoolean()
  hidesParty?: boolean;
}

/** Which publications to list. */
export class PublicationsQuery extends PageQuery {
  /** In whose register they stand. @example "KS" */
  @IsOptional()
  @BodyCode()
  body?: string;

  /** @example "referral" */
  @IsOptional()
  @IsIn(PUBLICATION_KINDS)
  kind?: PublicationKind;

  /** `true`: what everyone can see at this moment; `false`: what has been taken down. */
  @IsOptional()
  @Flag()
  shown?: boolean;

  /** What is shown until that day at the latest. @example "2027-06-30" */
  @IsOptional()
  @CivilDate()
  removeBy?: string;
}

/** What of a record is published, and until when. */
export class PublicationView extends ActionsView {
  /** Its id in the public register as well. @example "3c9d1f6a-52b7-4d0e-8a41-6f0b2c7e9d15" */
  id!: string;
  kind!: PublicationKind;
  /** @example "KS" */
  body!: string;
  /** @example "7f8a2f0e-3c0b-4a52-9a52-0f5a0f4f0a11" */
  caseId!: string;
  /** @example "b3a1e0d2-52f5-47a3-8a0e-5d1f5b5d0a01" */
  referralId!: string | null;
  /** @example "0d3f2c6e-8f1b-4f0e-9a53-1f1b9f3f7a10" */
  consultationId!: string | null;
  /** @example "KS 2023/475" */
  number!: string;
  /** As everyone reads it; null while it is `masked`. @example "Strategi för social hållbarhet 2024-2030" */
  publicTitle!: string | null;
  /** @example false */
  hidesParty!: boolean;
  /** The last day it is shown. @example "2027-06-30" */
  removeOn!: string;
  /** @example "2026-11-25T09:12:00.000Z" */
  publishedAt!: string;
  state!: PublicationState;
  /** Whether everyone can see it at this moment. @example true */
  shown!: boolean;
  /** Whether the record is confidential now: everyone sees its number and date, or nothing. @example false */
  masked!: boolean;
  /** Whether the number was corrected or a new dispatch made since: publish it anew to show that. @example false */
  changedSince!: boolean;
  /** @example 1 */
  version!: number;
  /** What to look at, of what was just published. */
  warnings?: WarningView[];
}

/** Publications of the records you may see. */
export class PublicationsPage extends PageView {
  items!: PublicationView[];
}
