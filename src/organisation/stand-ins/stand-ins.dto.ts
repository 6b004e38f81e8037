import { IsBoolean, IsOptional, Matches } from 'class-validator';
import { CivilDate, WhenGiven } from '../../http/field-rules.js';
import { PageQuery, PageView } from '../../lists/paging.dto.js';
import { WriteBody } from '../../http/write.dto.js';
import { because } from '../../http/refusals.js';

const USERNAME = /^[a-z0-9][a-z0-9.@_-]{0,99}$/;

/** Which stand-ins. */
export class StandInsQuery extends PageQuery {
  /** Those that hold on this day. @example "2026-12-28" */
  @IsOptional()
  @CivilDate()
  on?: string;

  /** For whom, by username. @example "tsn-handlaggare" */
  @IsOptional()
  @Matches(USERNAME, { context: because.username })
  absent?: string;

  /** By whom, by username. @example "tsn-registrator" */
  @IsOptional()
  @Matches(USERNAME, { context: because.username })
  standIn?: string;
}

/** Someone who stands in for a colleague. */
export class ArrangeStandInBody extends WriteBody {
  /** Username of who is away. @example "tsn-handlaggare" */
  @Matches(USERNAME, { context: because.username })
  absent!: string;

  /**
   * Username of who stands in; must be of the body's staff themselves where the absent person is, and is never the one
   * who arranges it.
   * @example "tsn-registrator"
   */
  @Matches(USERNAME, { context: because.username })
  standIn!: string;

  /** First day, in Sweden. @example "2026-12-21" */
  @CivilDate()
  from!: string;

  /** Last day, at most a year later. @example "2027-01-06" */
  @CivilDate()
  until!: string;

  /**
   * `true`: the stand-in also sees what is confidential and kept for the absent person's roles. Otherwise they see of it
   * what they see themselves.
   * @example false
   */
  @WhenGiven()
  @IsBoolean()
  handsOverLists?: boolean;
}

/** Who holds whose roles in a body while they are away: all but the administrator's. */
export class StandInView {
  /** @example "2b6f0cc9-04b8-4c0e-8d62-1f2f7d9a3c11" */
  id!: string;
  /** @example "TSN" */
  body!: string;
  /** Username. @example "tsn-handlaggare" */
  absent!: string;
  /** Username. @example "tsn-registrator" */
  standIn!: string;
  /** @example "2026-12-21" */
  from!: string;
  /** @example "2027-01-06" */
  until!: string;
  /** Whether the stand-in also sees what is confidential and kept for the absent person's roles. @example false */
  handsOverLists!: boolean;
  /** Username. @example "tsn-chef" */
  createdBy!: string;
  /** @example "2026-12-01T09:12:00.000Z" */
  createdAt!: string;
  /** Username of who ended it early; null otherwise. @example "tsn-chef" */
  revokedBy!: string | null;
  /** @example "2023-11-29T09:12:00.000Z" */
  revokedAt!: string | null;
  /** @example 1 */
  version!: number;
}

/** Stand-ins in a body, the latest to begin first. */
export class StandInsPage extends PageView {
  items!: StandInView[];
}
