import type { PackedCase, RecordFile, Restriction } from './packed-file.js';
import { document, XSI, type Element } from './xml.js';

const NAMESPACE = 'https://DILCIS.eu/XML/ERMS';
const DIRECTION = {
  incoming: { directionDefinition: 'incoming' },
  outgoing: { directionDefinition: 'outgoing' },
  internal: { directionDefinition: 'other', otherDirectionDefinition: 'internal' },
} as const;

/** The case and its records as CITS ERMS 2.1 describes them, in the order that its schema asks for. */
export function erms(packed: PackedCase, records: readonly RecordFile[]): string {
  return document([
    'erms',
    {
      xmlns: NAMESPACE,
      'xmlns:xsi': XSI,
      'xsi:schemaLocation': `${NAMESPACE} https://citserms.dilcis.eu/schema/ERMS.xsd`,
    },
    control(packed),
    ['aggregations', {}, aggregation(packed, records)],
  ]);
}

const control = ({ root, asOf, bodyName }: PackedCase): Element => [
  'control',
  {},
  ['identification', { identificationType: 'package' }, root],
  [
    'maintenanceInformation',
    {},
    ['maintenanceStatus', { value: 'new' }],
    ['maintenanceAgency', {}, ['agencyName', {}, bodyName]],
    [
      'maintenanceHistory',
      {},
      [
        'maintenanceEvent',
        {},
        ['eventType', { value: 'created' }],
        ['eventDateTime', {}, asOf],
        ['agent', { agentType: 'other', otherAgentType: 'software' }, ['name', {}, 'Yttra']],
      ],
    ],
  ],
];

const aggregation = (packed: PackedCase, records: readonly RecordFile[]): Element => [
  'aggregation',
  { systemIdentifier: packed.id, aggregationType: 'caseFile' },
  ['objectId', {}, packed.number],
  packed.classification === null
    ? null
    : ['classification', { classificationCode: packed.classification }, packed.classification],
  ['title', {}, packed.title],
  ['status', { value: 'closed' }],
  ...packed.relatedCases.map((number): Element => ['relation', { relationType: 'reference' }, number]),
  ...packed.restrictions.map(restriction),
  [
    'agents',
    {},
    [
      'agent',
      { agentType: 'creator' },
      ['name', {}, packed.bodyName],
      ['idNumber', { idNumberType: 'body' }, packed.body],
    ],
    packed.sender === null ? null : ['agent', { agentType: 'sender' }, ['name', {}, packed.sender]],
  ],
  [
    'dates',
    {},
    ['date', { dateType: 'opened' }, packed.registeredAt],
    ['date', { dateType: 'closed' }, packed.closedAt],
  ],
  ...records.map((record, index) => recordOf(record, index + 1)),
];

const recordOf = (record: RecordFile, number: number): Element => [
  'record',
  { systemIdentifier: record.id, recordType: record.kind },
  ['objectId', {}, record.id],
  ['title', {}, record.title],
  ['runningNumber', {}, String(number)],
  ...record.restrictions.map(restriction),
  ['direction', DIRECTION[record.direction]],
  [
    'dates',
    {},
    ['date', { dateType: 'created' }, record.createdAt],
    record.receivedOn === null ? null : ['date', { dateType: 'received' }, `${record.receivedOn}T00:00:00`],
  ],
  [
    'additionalInformation',
    {},
    [
      'appendix',
      { name: record.originalName ?? record.title, fileFormat: record.mediaType, path: record.path },
    ],
  ],
];

const restriction = ({ provision, decidedOn, authority }: Restriction): Element => [
  'restriction',
  { restrictionType: 'confidential' },
  ['explanatoryText', {}, `Sekretessmarkerad av ${authority}. Prövas innan något lämnas ut.`],
  ['regulation', {}, provision],
  ['dates', {}, ['date', { dateType: 'confidentiality_assessed' }, `${decidedOn}T00:00:00`]],
];
