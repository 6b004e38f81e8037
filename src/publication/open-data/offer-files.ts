import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { NotFound } from '../../rules/problem.js';
import type { Separator } from '../../lists/write-csv.js';
import { ReadRegister, type List } from '../register/read-register.js';
import { describeCatalog } from './describe-catalog.js';
import type { Pieces } from './public-files.js';
import { writeFeed } from './write-feed.js';
import { writeList, type Format } from './write-list.js';
import { writeRdfXml } from './write-rdf-xml.js';

/** A file that everyone may fetch. */
export interface Offered {
  readonly name: string;
  readonly mediaType: string;
  readonly pieces: Pieces;
}

export const CATALOG_FORMATS = ['rdf', 'jsonld'] as const;
export type CatalogFormat = (typeof CATALOG_FORMATS)[number];

/** Of each format its media type, the one that is answered to whoever has no wish first. */
export const LIST_TYPES: Readonly<Record<Format, string>> = { json: 'application/json', csv: 'text/csv' };
export const CATALOG_TYPES: Readonly<Record<CatalogFormat, string>> = {
  rdf: 'application/rdf+xml',
  jsonld: 'application/ld+json',
};

const MOST_ENTRIES = 50;
/** An empty feed has been updated too, at some time. */
const BEGAN = '2026-11-25T00:00:00.000Z';

/** The files there are of the register, and how each is written. */
@Injectable()
export class OfferFiles {
  constructor(
    private readonly readRegister: ReadRegister,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  list(list: List, format: Format, separator: Separator = 'comma'): Offered {
    return {
      name: separator === 'comma' ? `${list}.${format}` : `${list}.${separator}.${format}`,
      mediaType: LIST_TYPES[format],
      pieces: (changed) => writeList(list, format, this.readRegister.pages(list), separator)(changed),
    };
  }

  feed(): Offered {
    const { publicUrl, publisher } = this.settings;
    const { readRegister } = this;
    return {
      name: 'feed.atom',
      mediaType: 'application/atom+xml',
      async *pieces(changed) {
        const entries = await readRegister.latest(MOST_ENTRIES);
        for (const { updatedAt } of entries) changed(updatedAt);
        yield writeFeed(entries, { publicUrl, publisher: publisher?.name ?? 'Diarium', began: BEGAN });
      },
    };
  }

  /** @throws NotFound while nobody is named who answers for the data. */
  catalog(format: CatalogFormat): Offered {
    const { publicUrl, publisher } = this.settings;
    if (publisher === null) throw new NotFound();
    const { readRegister } = this;
    return {
      name: `catalog.${format}`,
      mediaType: CATALOG_TYPES[format],
      async *pieces() {
        const catalogue = describeCatalog({ publicUrl, publisher, ...(await readRegister.coverage()) });
        yield format === 'rdf' ? writeRdfXml(catalogue) : JSON.stringify(catalogue);
      },
    };
  }
}
