import { IsIn, IsOptional } from 'class-validator';
import { CATALOG_FORMATS, type CatalogFormat } from './offer-files.js';
import { SEPARATORS, type Separator } from '../../lists/write-csv.js';
import { FORMATS, type Format } from './write-list.js';

/** How a list is answered as a file. */
export class DataQuery {
  /** Goes before `Accept`. @example "csv" */
  @IsOptional()
  @IsIn(FORMATS)
  format?: Format;

  /** Gives CSV, with this sign between its cells: `semicolon` for a spreadsheet in Swedish, which takes a line with commas for one cell. @example "semicolon" */
  @IsOptional()
  @IsIn(SEPARATORS)
  separator?: Separator;
}

/** How the catalogue is answered. */
export class CatalogQuery {
  /** `rdf` (RDF/XML) or `jsonld`; goes before `Accept`. @example "rdf" */
  @IsOptional()
  @IsIn(CATALOG_FORMATS)
  format?: CatalogFormat;
}
