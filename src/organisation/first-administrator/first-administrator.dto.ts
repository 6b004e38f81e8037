import { Type } from 'class-transformer';
import { IsIn, IsObject, Matches, ValidateNested } from 'class-validator';
import { BodyCode, OneLine } from '../../http/field-rules.js';
import { BODY_KINDS, type BodyKind } from '../body.entity.js';
import { because } from '../../http/refusals.js';

/** The body that the first administrator works for. */
export class FirstBodyBody {
  /** Short and stable: it is in case numbers and addresses. @example "KS" */
  @BodyCode()
  code!: string;

  /** @example "Kommunstyrelsen" */
  @OneLine(200)
  name!: string;

  /** @example "executive-board" */
  @IsIn(BODY_KINDS)
  kind!: BodyKind;
}

/** Who becomes the first administrator. */
export class FirstAdministratorBody {
  /** The code that whoever started the service was given, in the terminal or in a file. @example "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3I" */
  @OneLine(200)
  token!: string;

  /** As the identity provider names them, in lower case. @example "anna.andersson" */
  @Matches(/^[a-z0-9][a-z0-9.@_-]{0,99}$/, { context: because.username })
  username!: string;

  /** @example "Anna Andersson" */
  @OneLine(200)
  name!: string;

  /** Made if there is none with this code; else left as it is. */
  @IsObject()
  @ValidateNested()
  @Type(() => FirstBodyBody)
  body!: FirstBodyBody;
}
