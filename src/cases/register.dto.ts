import { IsOptional } from 'class-validator';
import { CivilDate, OneLine } from '../http/field-rules.js';
import { PaperQuery } from '../http/paper.dto.js';
import { PageView, TableQuery } from '../lists/paging.dto.js';

/** Which numbers of a register. */
export class RegisterQuery extends TableQuery {
  /** Part of the number or of what it concerns. @example "hållbarhet" */
  @IsOptional()
  @OneLine(200)
  q?: string;
}

/** Which numbers of a register are listed on paper, and in which form. */
export class RegisterListQuery extends PaperQuery {
  /** Part of the number or of what it concerns. @example "hållbarhet" */
  @IsOptional()
  @OneLine(200)
  q?: string;

  /** The first day of entering. @example "2026-01-01" */
  @IsOptional()
  @CivilDate()
  from?: string;

  /** The last day of entering. @example "2026-12-31" */
  @IsOptional()
  @CivilDate()
  to?: string;
}

/** A number in a body's register, with what OSL 5:2 asks for. */
export class RegisterRowView {
  /** The day it was received; of a matter of the body's own, the day it was drawn up. @example "2023-10-02" */
  receivedOn!: string;
  /** @example "TSN 2023/112" */
  number!: string;
  /** When it was entered, which may be later. @example "2023-10-02T08:00:00.000Z" */
  registeredAt!: string;
  /** A case of the body's own, or its part in another's referral. @example "consultation" */
  kind!: 'case' | 'consultation';
  /** The case's or the consultation's id; null where it is masked. @example "0d3f2c6e-8f1b-4f0e-9a53-1f1b9f3f7a10" */
  id!: string | null;
  /** The other party: who sent it, by code or name; null for a matter of the body's own, and where it is masked. @example "KS" */
  party!: string | null;
  /** What it concerns; null for what is confidential. @example "Internremiss, Strategi för social hållbarhet 2024-2030" */
  title!: string | null;
  /** Where a case, and an own reply of it, belongs in the body's plan (klassificeringsstruktur, diarieplan); null for what is confidential. @example "3.7.1" */
  classification!: string | null;
  /** @example false */
  confidential!: boolean;
  /** Whether it is kept from you: then only its number and days stand here. @example false */
  masked!: boolean;
}

/** A body's register, newest first. */
export class RegisterPage extends PageView {
  items!: RegisterRowView[];
}
