import { PUBLIC_BASE } from '../../http/api-base.js';
import type { Texts } from '../../rules/texts.js';
import { LISTS, type List } from '../register/read-register.js';

const CC0 = 'http://creativecommons.org/publicdomain/zero/1.0/';
const AUTHORITY = 'http://publications.europa.eu/resource/authority';

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
 * The open data, as Sveriges dataportal harvests it: DCAT-AP-SE 3.0.1 in JSON-LD, with everything it demands
 * and what it recommends that is the same in every municipality.
 */
export function describeCatalog(
  publicUrl: string,
  publisher: { readonly name: string; readonly email: string },
): object {
  const api = `${publicUrl}${PUBLIC_BASE}`;
  const at = (part: string) => ({ '@id': `${api}/catalog.jsonld#${part}` });
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
        'dcterms:language': [language('SWE')],
        'foaf:homepage': { '@id': `${publicUrl}/register` },
        'dcat:themeTaxonomy': { '@id': `${AUTHORITY}/data-theme` },
        'dcat:dataset': LISTS.map((list) => at(list)),
        'dcat:service': [at('api')],
      },
      {
        ...at('publisher'),
        '@type': 'foaf:Agent',
        'foaf:name': publisher.name,
        'dcterms:type': { '@id': 'http://purl.org/adms/publishertype/LocalAuthority' },
      },
      {
        ...at('contact'),
        '@type': 'vcard:Organization',
        'vcard:fn': publisher.name,
        'vcard:hasEmail': { '@id': `mailto:${publisher.email}` },
      },
      ...LISTS.flatMap((list) => [dataset(list, at), ...distributions(list, api, at)]),
      {
        ...at('api'),
        '@type': 'dcat:DataService',
        'dcterms:title': inBoth({ sv: 'Diariets öppna API', en: 'Open API of the register' }),
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

type Name = (part: string) => { '@id': string };

function dataset(list: List, at: Name): object {
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

function distributions(list: List, api: string, at: Name): object[] {
  const formats = { json: 'application/json', csv: 'text/csv' };
  return Object.entries(formats).map(([format, mediaType]) => ({
    ...at(`${list}-${format}`),
    '@type': 'dcat:Distribution',
    'dcterms:title': inBoth({
      sv: `${DATASETS[list].title.sv} som ${format.toUpperCase()}`,
      en: `${DATASETS[list].title.en} as ${format.toUpperCase()}`,
    }),
    'dcat:accessURL': { '@id': `${api}/data/${list}.${format}` },
    'dcat:downloadURL': { '@id': `${api}/data/${list}.${format}` },
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
  vcard: 'http://www.w3.org/2006/vcard/ns#',
};
