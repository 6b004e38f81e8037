import { ArrayMaxSize, IsIn, IsOptional } from 'class-validator';
import { BodyCode, EmailAddress, ListOf, OneLine } from '../http/field-rules.js';
import { PageView } from '../lists/paging.dto.js';
import { WriteBody } from '../http/write.dto.js';
import { PARTY_KINDS, type PartyKind } from '../rules/party-kind.js';

/** A consultee in a group: a body by code, or someone outside by name. */
export class GroupedConsulteeBody {
  /** @example "TSN" */
  @IsOptional()
  @BodyCode()
  body?: string;

  /**
   * Name of a consultee outside Yttra.
   * @example "Räddningstjänsten Syd"
   */
  @IsOptional()
  @OneLine(200)
  name?: string;

  /**
   * Whether the one outside Yttra is an organisation or a private person. Only organisations are named in the public register;
   * left out, it is not named there.
   * @example "organisation"
   */
  @IsOptional()
  @IsIn(PARTY_KINDS)
  kind?: PartyKind;

  /** @example "registrator@raddningstjanst.example" */
  @IsOptional()
  @EmailAddress()
  email?: string;
}

/** A group of consultees. */
export class ConsulteeGroupBody extends WriteBody {
  /** @example "Samtliga nämnder" */
  @OneLine(200)
  name!: string;

  @ListOf(() => GroupedConsulteeBody)
  @ArrayMaxSize(500)
  consultees!: GroupedConsulteeBody[];
}

/** Consultees that a body asks together. */
export class ConsulteeGroupView {
  /** @example "c1d2e3f4-a5b6-4c7d-8e9f-0a1b2c3d4e5f" */
  id!: string;
  /** @example "KS" */
  body!: string;
  /** @example "Samtliga nämnder" */
  name!: string;
  consultees!: GroupedConsulteeBody[];
  /** @example 1 */
  version!: number;
}

/** Groups in Swedish order of their names. */
export class ConsulteeGroupsPage extends PageView {
  items!: ConsulteeGroupView[];
}
