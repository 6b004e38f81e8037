import { API_VERSION } from '../../http/api-base.js';
import { namedUuid } from './named-uuid.js';
import type { PackedCase, RecordFile } from './packed-file.js';
import { document, XSI, type Element } from './xml.js';

const AGENT: Element = identifier('linkingAgentIdentifier', 'local', 'yttra');

/** What PREMIS 3 tells of the files of a case: what they are, that they were checked when they were packed, and what limits who may see them. */
export function premis(packed: PackedCase, records: readonly RecordFile[]): string {
  const eventId = namedUuid(packed.id, `packed ${packed.asOf}`);
  return document([
    'premis',
    {
      xmlns: 'http://www.loc.gov/premis/v3',
      'xmlns:xsi': XSI,
      'xsi:schemaLocation': 'http://www.loc.gov/premis/v3 https://www.loc.gov/standards/premis/premis.xsd',
      version: '3.0',
    },
    ...records.map((record) => object(record, eventId)),
    event(packed, eventId),
    [
      'agent',
      {},
      identifier('agentIdentifier', 'local', 'yttra'),
      ['agentName', {}, 'Yttra'],
      ['agentType', {}, 'software'],
      ['agentVersion', {}, API_VERSION],
    ],
    ...records.filter(({ restrictions }) => restrictions.length > 0).map((record) => rights(packed, record)),
  ]);
}

function identifier(name: string, type: string, value: string): Element {
  return [name, {}, [`${name}Type`, {}, type], [`${name}Value`, {}, value]];
}

const object = (
  { id, path, sha256, byteSize, mediaType, originalName }: RecordFile,
  eventId: string,
): Element => [
  'object',
  { 'xsi:type': 'file' },
  identifier('objectIdentifier', 'local', id),
  identifier('objectIdentifier', 'path', path),
  [
    'objectCharacteristics',
    {},
    ['fixity', {}, ['messageDigestAlgorithm', {}, 'SHA-256'], ['messageDigest', {}, sha256]],
    ['size', {}, String(byteSize)],
    ['format', {}, ['formatDesignation', {}, ['formatName', {}, mediaType]]],
  ],
  originalName === null ? null : ['originalName', {}, originalName],
  identifier('linkingEventIdentifier', 'local', eventId),
];

const event = ({ asOf, number }: PackedCase, eventId: string): Element => [
  'event',
  {},
  identifier('eventIdentifier', 'local', eventId),
  ['eventType', {}, 'information package creation'],
  ['eventDateTime', {}, asOf],
  [
    'eventDetailInformation',
    {},
    [
      'eventDetail',
      {},
      `Ärendet ${number} packades så som det var vid den här tiden. Varje fil lästes och jämfördes med sin kontrollsumma.`,
    ],
  ],
  ['eventOutcomeInformation', {}, ['eventOutcome', {}, 'success']],
  AGENT,
];

const rights = (packed: PackedCase, { id, restrictions }: RecordFile): Element => [
  'rights',
  {},
  [
    'rightsStatement',
    {},
    identifier('rightsStatementIdentifier', 'local', namedUuid(packed.id, `rights ${id}`)),
    ['rightsBasis', {}, 'statute'],
    ...restrictions.map(({ provision, decidedOn, authority }): Element => [
      'statuteInformation',
      {},
      ['statuteJurisdiction', {}, 'SE'],
      ['statuteCitation', {}, provision],
      ['statuteInformationDeterminationDate', {}, decidedOn],
      ['statuteNote', {}, `Sekretessmarkerad av ${authority}.`],
    ]),
    ['rightsGranted', {}, ['act', {}, 'disseminate'], ['restriction', {}, 'Prövas innan något lämnas ut.']],
    identifier('linkingObjectIdentifier', 'local', id),
  ],
];
