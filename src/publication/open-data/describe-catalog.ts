import { PUBLIC_BASE } from '../../http/api-base.js';
import type { Publisher } from '../../config/settings.js';
import type { Texts } from '../../rules/texts.js';
import { LISTS, type Coverage, type List } from '../register/read-register.js';

const CC0 = 'http://creativecommons.org/publicdomain/zero/1.0/';
const AUTHORITY = 'http://publications.europa.eu/resource/authority';

/** A value of a property, as JSON-LD writes it: another node by id or in its place, a typed or a plain text. */
export type Value = string | { readonly '@id': string } | Literal | Node;
export interface Literal {
  readonly '@value': string;
  readonly '@language'?: string;
  readonly '@type'?: string;
}
export interface Node {
  readonly '@id'?: string;
  readonly '@type': string;
  readonly [property: string]: Value | readonly Value[] | undefined;
}
export interface Catalogue {
  readonly '@context': Readonly<Record<string, string>>;
  readonly '@graph': readonly Node[];
}

/** What the catalogue is about. */
interface Described {
  readonly publicUrl: string;
  readonly publisher: Publisher;
  /** When what is public last changed. */
  readonly changedAt: Date;
  readonly coverage: Readonly<Record<List, Coverage>>;
}

interface DatasetTexts {
  readonly title: Texts;
  readonly description: Texts;
  readonly keywords: Texts;
}

const DATASETS: Readonly<Record<List, DatasetTexts>> = {
  cases: {
    title: { sv: 'Diarieförda ärenden', en: 'Registered cases' },
    description: {
      sv: 'Publicerade ärenden ur kommunens diarium: diarienummer, datum, avsändare och vad ärendet rör.',
      en: 'Published cases of the municipality’s register: number, date, sender and what the case concerns.',
    },
    keywords: { sv: 'diarium', en: 'public register' },
  },
  referrals: {
    title: { sv: 'Remisser', en: 'Referrals for opinion' },
    description: {
      sv: 'Kommunens publicerade remisser med sista svarsdag och remissinstanser.',
      en: 'The municipality’s published referrals with last day to reply and consultees.',
    },
    keywords: { sv: 'remiss', en: 'referral' },
  },
  statements: {
    title: { sv: 'Yttranden', en: 'Statements' },
    description: {
      sv: 'Expedierade yttranden med ställningstagande och beslut.',
      en: 'Dispatched statements with stance and decision.',
    },
    keywords: { sv: 'yttrande', en: 'statement' },
  },
};

/**
 * The open data, as Sveriges dataportal harvests it: DCAT-AP-SE 3.0.1, with everything it demands and what it
 * recommends that a register can say. The ids are names and stay as they are, in whatever form it is answered.
 */
export function describeCatalog({ publicUrl, publisher, changedAt, coverage }: Described): Catalogue {
  const api = `${publicUrl}${PUBLIC_BASE}`;
  const at: Name = (part) =>
    part === 'publisher' && publisher.organisationNumber
      ? { '@id': `http://dataportal.se/organisation/SE${publisher.organisationNumber}` }
      : { '@id': `${api}/catalog.jsonld#${part}` };
  const spatial = { '@id': publisher.area };
  return {
    '@context': CONTEXT,
    '@graph': [
      {
        ...at('catalog'),
        '@type': 'dcat:Catalog',
        'dcterms:title': inBoth({ sv: 'Diarium och remisser', en: 'Public register and referrals' }),
        'dcterms:description': inBoth({
          sv: `Öppna data ur det offentliga diariet hos ${publisher.name}.`,
          en: `Open data of the public register of ${publisher.name}.`,
        }),
        'dcterms:publisher': at('publisher'),
        'dcterms:license': { '@id': CC0 },
        'dcterms:language': [language('SWE'), language('ENG')],
        'dcterms:issued': day(ISSUED),
        'dcterms:modified': instant(changedAt),
        'dcterms:spatial': spatial,
        'foaf:homepage': { '@id': `${publicUrl}/register` },
        'dcat:themeTaxonomy': { '@id': `${AUTHORITY}/data-theme` },
        'dcat:dataset': LISTS.map((list) => at(list)),
        'dcat:service': [at('api')],
      },
      {
        ...at('publisher'),
        '@type': 'foaf:Agent',
        'foaf:name': publisher.name,
        ...(publisher.organisationNumber && { 'dcterms:identifier': publisher.organisationNumber }),
        'foaf:homepage': { '@id': publicUrl },
        'foaf:mbox': { '@id': `mailto:${publisher.email}` },
        'dcterms:type': { '@id': 'http://purl.org/adms/publishertype/LocalAuthority' },
      },
      {
        ...at('contact'),
        '@type': 'vcard:Organization',
        'vcard:fn': publisher.name,
        'vcard:hasEmail': { '@id': `mailto:${publisher.email}` },
      },
      ...LISTS.flatMap((list) => [
        {
          ...dataset(list, at),
          'dcterms:issued': day(ISSUED),
          'dcterms:modified': instant(changedAt),
          'dcterms:spatial': spatial,
          ...temporal(coverage[list]),
          'dcat:landingPage': { '@id': `${publicUrl}/register/${list}` },
        },
        ...distributions(list, api, at, changedAt),
      ]),
      {
        ...at('api'),
        '@type': 'dcat:DataService',
        'dcterms:title': inBoth({ sv: 'Diariets öppna API', en: 'Open API of the register' }),
        'dcterms:description': inBoth({
          sv: 'Söker i diariets publicerade ärenden, remisser och yttranden och hämtar dem ett och ett.',
          en: 'Searches the published cases, referrals and statements, and reads them one by one.',
        }),
        'dcterms:publisher': at('publisher'),
        'dcterms:license': { '@id': CC0 },
        'dcterms:accessRights': { '@id': `${AUTHORITY}/access-right/PUBLIC` },
        'dcat:contactPoint': at('contact'),
        'dcat:endpointURL': { '@id': api },
        'dcat:endpointDescription': { '@id': `${api}/openapi.json` },
        'dcat:servesDataset': LISTS.map((list) => at(list)),
      },
    ],
  };
}

/** When the register began to be described; what it holds is dated by itself. */
const ISSUED = '2026-11-25';

const day = (date: string): Value => ({ '@type': 'xsd:date', '@value': date });
const instant = (at: Date): Value => ({ '@type': 'xsd:dateTime', '@value': at.toISOString() });

/** The time that a list is about; of an empty one there is nothing to say. */
function temporal({ from, to }: Coverage): object {
  if (from === null || to === null) return {};
  return {
    'dcterms:temporal': {
      '@type': 'dcterms:PeriodOfTime',
      'dcat:startDate': day(from),
      'dcat:endDate': day(to),
    },
  };
}

type Name = (part: string) => { '@id': string };

function dataset(list: List, at: Name): Node {
  const { title, description, keywords } = DATASETS[list];
  return {
    ...at(list),
    '@type': 'dcat:Dataset',
    'dcterms:title': inBoth(title),
    'dcterms:description': inBoth(description),
    'dcterms:publisher': at('publisher'),
    'dcat:contactPoint': at('contact'),
    'dcat:theme': { '@id': `${AUTHORITY}/data-theme/GOVE` },
    'dcat:keyword': inBoth(keywords),
    'dcterms:language': [language('SWE')],
    'dcterms:accessRights': { '@id': `${AUTHORITY}/access-right/PUBLIC` },
    'dcterms:accrualPeriodicity': { '@id': `${AUTHORITY}/frequency/CONT` },
    'dcat:distribution': ['json', 'csv'].map((format) => at(`${list}-${format}`)),
  };
}

function distributions(list: List, api: string, at: Name, changedAt: Date): Node[] {
  const formats = { json: 'application/json', csv: 'text/csv' };
  return Object.entries(formats).map(([format, mediaType]) => ({
    ...at(`${list}-${format}`),
    '@type': 'dcat:Distribution',
    'dcterms:title': inBoth({
      sv: `${DATASETS[list].title.sv} som ${format.toUpperCase()}`,
      en: `${DATASETS[list].title.en} as ${format.toUpperCase()}`,
    }),
    'dcterms:description': inBoth({
      sv: `Hela listan som en fil (${format.toUpperCase()}), skriven på nytt när något i den ändras.`,
      en: `The whole list in one file (${format.toUpperCase()}), written anew when something in it changes.`,
    }),
    'dcterms:issued': day(ISSUED),
    'dcterms:modified': instant(changedAt),
    'dcat:accessURL': { '@id': `${api}/data/${list}?format=${format}` },
    'dcat:downloadURL': { '@id': `${api}/data/${list}?format=${format}` },
    'dcterms:format': mediaType,
    'dcterms:license': { '@id': CC0 },
    'dcat:accessService': at('api'),
  }));
}

const language = (code: string) => ({ '@id': `${AUTHORITY}/language/${code}` });

const inBoth = ({ sv, en }: Texts) => [
  { '@language': 'sv', '@value': sv },
  { '@language': 'en', '@value': en },
];

const CONTEXT = {
  dcat: 'http://www.w3.org/ns/dcat#',
  dcterms: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  vcard: 'http://www.w3.org/2006/vcard/ns#',
};
