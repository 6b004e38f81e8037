import { Matches } from 'class-validator';
import { OneLine } from '../../http/field-rules.js';
import { WriteBody } from '../../http/write.dto.js';

/** Lists that can be narrowed by what stands in their address, and by nothing that names a place in them. */
const ADDRESS = /^\/(remisser|sok|diarium\/[\p{L}\d-]{1,40})(\?[\p{L}\d%&=+._~:-]{0,600})?$/u;

/** What is looked for often, under a name of one's own. One of the same name takes its place. */
export class SaveSearchBody extends WriteBody {
  /** @example "Styrdokument i år" */
  @OneLine(60)
  name!: string;

  /** The list's page with what it is narrowed by: of referrals, of a register, or of the search. @example "/remisser?vilka=ute&q=styrdokument" */
  @Matches(ADDRESS)
  address!: string;
}

/** A saved search; nobody else sees it. */
export class SavedSearchView {
  /** @example "0b6f1f0e-6d3c-4f0c-8a3b-5d9b7c1e2f10" */
  id!: string;
  /** @example "Styrdokument i år" */
  name!: string;
  /** @example "/remisser?vilka=ute&q=styrdokument" */
  address!: string;
}

/** Your saved searches, by name. */
export class SavedSearchesView {
  items!: SavedSearchView[];
}
