import { ArrayMaxSize, IsUUID } from 'class-validator';
import { ListOf, OneLine, WhenGiven } from '../http/field-rules.js';
import { WriteBody } from '../http/write.dto.js';

/** Assigns a case officer. */
export class AssignOfficerBody extends WriteBody {
  /**
   * Username of an officer of the same body.
   * @example "tsn-handlaggare"
   */
  @OneLine(100)
  officer!: string;
}

/** One matter and who is to handle it. */
export class ReassignedMatterBody {
  /** @example "0d3f2c6e-8f1b-4f0e-9a53-1f1b9f3f7a10" */
  @IsUUID()
  consultation!: string;

  /** Username of an officer of the same body. @example "tsn-handlaggare" */
  @OneLine(100)
  officer!: string;
}

/** Who takes over what a person handles in a body: one person, or somebody for each matter. */
export class ReassignBody extends WriteBody {
  /** Username of who gets all that is not named below; left out, only what is named is given to others. @example "tsn-handlaggare" */
  @WhenGiven()
  @OneLine(100)
  officer?: string;

  /** Matters that somebody else gets. */
  @WhenGiven()
  @ListOf(() => ReassignedMatterBody)
  @ArrayMaxSize(500)
  matters?: ReassignedMatterBody[];
}

/** A matter that somebody else handles now. */
export class ReassignedMatterView {
  /** @example "0d3f2c6e-8f1b-4f0e-9a53-1f1b9f3f7a10" */
  consultation!: string;
  /** @example "TSN 2023/112" */
  ownCaseNumber!: string | null;
  /** @example "tsn-handlaggare" */
  officer!: string;
}

/** What was given to others. */
export class ReassignedView {
  reassigned!: ReassignedMatterView[];
}
