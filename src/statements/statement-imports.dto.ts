import { IsOptional, Matches } from 'class-validator';
import { Flag } from '../http/field-rules.js';
import { FoundFactsView } from './imported-statement.dto.js';
import { ImportWarningView } from './statements.dto.js';

/** What became of a file of several. */
export type SeveralOutcome = 'proposed' | 'imported' | 'refused' | 'passed-over';

/** Why a file was not imported. */
export class ImportProblemView {
  /** Stable. @example "no-such-matter" */
  code!: string;
  /** @example "Du handlägger inget ärende hos organet som har handlingens nummer och ett yttrande att skriva." */
  detail!: string;
}

/** What one file of an archive holds, and what became of it. */
export class ImportedFileView {
  /** As the archive calls it. @example "TSN 2023-112 yttrande.docx" */
  fileName!: string;
  /** `proposed` in a dry run; `passed-over` where `versions` has a `-`. @example "proposed" */
  outcome!: SeveralOutcome;
  /** The matter that it belongs to. @example "4f9d0c7e-7a8f-4d43-9a55-0f5d0ff5f3a1" */
  consultation!: string | null;
  /** @example "TSN 2023/112" */
  ownCaseNumber!: string | null;
  /** Of the matter. @example "Strategi för social hållbarhet 2024-2030" */
  title!: string | null;
  found!: FoundFactsView | null;
  /** Fields of the statement in which something else stood. @example ["summary"] */
  replaced!: string[];
  warnings!: ImportWarningView[];
  /** Lines that may be headings and that nothing is known of. @example ["Så tänker vi"] */
  unrecognised!: string[];
  /** The version that the statement had, to be given in `versions`. @example 0 */
  versionBefore!: number | null;
  /** The version that it has become. @example 1 */
  version!: number | null;
  /** Empty for what is proposed or imported. */
  problems!: ImportProblemView[];
}

/** A row for each file, in the order of the archive. */
export class ImportedFilesView {
  /** `true`: nothing was changed. @example true */
  dryRun!: boolean;
  files!: ImportedFileView[];
}

/** Whether to import or only to propose, and which files. */
export class ImportFilesQuery {
  /** `true` changes nothing and answers what would be saved and replaced. */
  @IsOptional()
  @Flag()
  dryRun?: boolean;

  /**
   * For each file in its order the `versionBefore` that the dry run answered, or `-` for a file that is passed over,
   * separated by commas. A statement that has another version by then is not overwritten.
   * @example "0,3,-"
   */
  @IsOptional()
  @Matches(/^(?:\d{1,9}|-)(?:,(?:\d{1,9}|-)){0,99}$/)
  versions?: string;
}
