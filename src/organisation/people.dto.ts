import { ArrayMinSize, ArrayUnique, IsArray, IsBoolean, IsIn, IsOptional, Matches } from 'class-validator';
import { BodyCode, CivilDate, EmailAddress, OneLine, WhenGiven } from '../http/field-rules.js';
import { PageView } from '../lists/paging.dto.js';
import { WarningView } from '../changes/warning.dto.js';
import { WriteBody } from '../http/write.dto.js';
import { ROLES, type Role } from '../rules/actor.js';
import { because } from '../http/refusals.js';

/** The roles of a person in one body; none takes all away. */
export class SetRolesBody extends WriteBody {
  /** @example ["registrar", "secretary"] */
  @IsArray()
  @ArrayUnique()
  @IsIn(ROLES, { each: true })
  roles!: Role[];
}

/** Someone new, or someone known who gets roles in this body too. */
export class AddPersonBody extends SetRolesBody {
  /**
   * As the identity provider names them, in lower case.
   * @example "anna.andersson"
   */
  @Matches(/^[a-z0-9][a-z0-9.@_-]{0,99}$/, { context: because.username })
  username!: string;

  /** @example "Anna Andersson" */
  @OneLine(200)
  name!: string;

  /** @example "anna.andersson@kommun.example" */
  @IsOptional()
  @EmailAddress()
  email?: string;
}

/** What an administrator may change of a person. */
export class EditPersonBody extends WriteBody {
  /** @example "Anna Andersson" */
  @WhenGiven()
  @OneLine(200)
  name?: string;

  /** The first day of a new name; today when left out. Not in the future. @example "2026-01-01" */
  @WhenGiven()
  @CivilDate()
  nameFrom?: string;

  /** That the name was written wrongly: what it was is no earlier name then. @example false */
  @WhenGiven()
  @IsBoolean()
  nameIsCorrected?: boolean;

  /** @example "anna.andersson@kommun.example" */
  @IsOptional()
  @EmailAddress()
  email?: string | null;

  /** Who has left signs in no more. @example true */
  @WhenGiven()
  @IsBoolean()
  active?: boolean;

  /**
   * Whether the person decides what is the whole municipality's: which bodies there are, who keeps whose register, and
   * who is administrator where. Set by municipal administrators; somebody must be one.
   * @example false
   */
  @WhenGiven()
  @IsBoolean()
  municipalAdministrator?: boolean;
}

/** A move from one body to another. */
export class MovePersonBody extends WriteBody {
  /** The body where all roles are taken away. @example "SN" */
  @BodyCode()
  from!: string;

  /** The body where roles are given. @example "BIN" */
  @BodyCode()
  to!: string;

  /** All that the person holds in the new body. @example ["officer"] */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(ROLES, { each: true })
  roles!: Role[];
}

/** A person with their roles in one body. */
export class PersonView {
  /** @example "anna.andersson" */
  username!: string;
  /** @example "Anna Andersson" */
  name!: string;
  /** Shown to administrators. @example "anna.andersson@kommun.example" */
  email?: string | null;
  /** @example ["registrar"] */
  roles!: Role[];
  /** Whether they also decide what is the whole municipality's. @example false */
  municipalAdministrator!: boolean;
  /** @example true */
  active!: boolean;
  /** @example 1 */
  version!: number;
  /** After a change: open matters that the person leaves without an officer, and API clients that nobody answers for any more. */
  warnings?: WarningView[];
}

/** People of a body in Swedish order of their names. */
export class PeoplePage extends PageView {
  items!: PersonView[];
}
