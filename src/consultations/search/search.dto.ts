import { IsOptional, IsString, MaxLength } from 'class-validator';
import { CasesPage } from '../../cases/cases.dto.js';
import { OfficerView } from '../../organisation/officers.js';
import { ConsultationsPage } from '../consultations.dto.js';

/** What is looked for, in everything at once. */
export class SearchQuery {
  /**
   * A case number of either side, words of a title, the name of a body, or an officer of your administration.
   * @example "hållbarhet"
   */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  q: string = '';
}

/** A body by name. */
export class FoundBodyView {
  /** @example "TSN" */
  code!: string;
  /** @example "Tekniska servicenämnden" */
  name!: string;
}

/** What you may see of what is looked for: the first of each list, which goes on by its `nextCursor` at its own address. */
export class SearchView {
  /** As `GET /consultations` lists them. */
  consultations!: ConsultationsPage;
  /** As `GET /cases` lists them. */
  cases!: CasesPage;
  bodies!: FoundBodyView[];
  /** Of the bodies whose people you may read. */
  officers!: OfficerView[];
  /** Where nothing was found: a question near it that finds something. @example "hållbarhet" */
  didYouMean!: string | null;
}
