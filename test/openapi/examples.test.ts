import { beforeAll, describe, expect, it } from '@jest/globals';
import { API_BASE } from '../../src/http/api-base.js';
import { furnish } from '../hostile/furnished-house.js';
import { operations, type Operation } from '../hostile/operations.js';
import { given, TODAY } from '../support/given.js';
import { type Persona } from '../support/service.js';
import { sharedService } from '../support/shared-service.js';
import { misshapen } from './shape-of-answers.js';

/** Who may be asked to do it; the first one for whom it works is enough. */
const PERSONAS = [
  'admin',
  'ks-registrator',
  'ks-handlaggare',
  'tsn-registrator',
  'tsn-handlaggare',
  'tsn-chef',
  'tsn-sekreterare',
];

const MEETING = '2026-11-22';

/** Refused for what has happened here before it: another example has moved the meeting or asked the consultee. */
const OF_THE_RECORD =
  /^409|no-such-meeting|several-meetings|not-the-agenda|asked-twice|same-meeting|body-has-its-name/;

/** What stands for something of the integrator's own, by the name of its field: here, something that is there. */
let own: Readonly<Record<string, unknown>>;
/** A board is told at a meeting that has been; a matter is put up for one that is to come; a passage is one of the replies’. */
const OF_THE_OPERATION: Readonly<Record<string, object>> = {
  '/consultations/{id}/report-to-board': { meetingDate: TODAY },
  '/consultations/{id}/correct-postponement': { meetingDate: TODAY },
  '/extensions/{id}/correct': { requestedOn: TODAY },
  '/referrals/{id}/gathered-passages': { passage: 'Boende och närmiljö', under: 'Boende' },
};
const service = sharedService();
beforeAll(async () => {
  await furnish(service);
  for (const body of ['TSN', 'KS']) await given(service).meeting(MEETING, body);
  const { id: documentId } = await given(service).document();
  const { id: referral } = await given(service).sentReferral();
  own = {
    documentId,
    documents: [documentId],
    attachments: [],
    copyFrom: referral,
    previousReferral: referral,
    consulteeGroups: ['Samtliga nämnder'],
    leaveOut: [],
    caseNumber: 'KS 2023/4740',
    relatedCases: [],
    organisations: [],
    meetingDate: MEETING,
    confirmedOn: TODAY,
    decidedOn: TODAY,
    forwardedOn: TODAY,
    receivedOn: TODAY,
    sentOn: TODAY,
    declinedOn: TODAY,
    requestedOn: TODAY,
    deliveredOn: TODAY,
    until: '2027-02-15',
    seenBy: [{ body: 'KS' }, { body: 'TSN' }],
  };
}, 240_000);

const writing = operations.filter(
  ({ base, path, mediaType }) =>
    base === API_BASE &&
    (mediaType === 'application/json' || mediaType === 'text/plain') &&
    // Not there once there is an administrator: test/e2e/first-administrator.test.ts sends its body.
    path !== '/first-administrator',
);

describe('the example of every request body', () => {
  it.each(writing.map((operation) => [operation.name, operation] as const))(
    'is what %s takes, from somebody and of some record',
    async (_, operation) => {
      const body = withOwn(operation.example, { ...own, ...OF_THE_OPERATION[operation.path] });
      const refusals: string[] = [];
      for (const path of await addressesOf(operation)) {
        for (const persona of PERSONAS) {
          const answer = await send(service.as(persona), operation, path, body);
          expect(misshapen(operation, answer)).toEqual([]);
          if (answer.status < 300) {
            if (answer.status === 201) await isFoundWhereItSays(persona, answer);
            return;
          }
          refusals.push(refusalOf(answer));
        }
      }
      // Whoever may do it may do so in another state of the record: then the example was not what was wrong.
      const told = [...new Set(refusals)].filter((refusal) => !/^40[34]/.test(refusal));
      expect(told.filter((refusal) => !OF_THE_RECORD.test(refusal))).toEqual([]);
      expect(told).not.toEqual([]);
    },
  );
});

describe('what is read, and what is refused, has the shape that the document says', () => {
  const reading = operations.filter(({ base, method }) => base === API_BASE && method === 'GET');

  it.each(reading.map((operation) => [operation.name, operation] as const))('of %s', async (_, operation) => {
    const wrong = new Set<string>();
    for (const path of (await addressesOf(operation)).slice(0, 25))
      for (const persona of ['admin', 'ks-registrator', 'tsn-handlaggare']) {
        const answer = await service.as(persona).get(`${path.replace('{version}', '1')}${asText(path)}`);
        for (const each of misshapen(operation, answer)) wrong.add(each);
      }
    expect([...wrong]).toEqual([]);
  });
});

/** What is created is read by whoever created it, where `Location` says that it is. */
async function isFoundWhereItSays(persona: string, { header }: { header: Record<string, string> }) {
  expect(header['location']).toMatch(new RegExp(`^${API_BASE}/`));
  expect(await service.as(persona).get(header['location']!)).toMatchObject({ status: 200 });
}

/** The example with what is the integrator's own put in, however deep. */
function withOwn(value: unknown, mine: Readonly<Record<string, unknown>>): unknown {
  if (Array.isArray(value)) return value.map((each) => withOwn(each, mine));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, mine[key] ?? withOwn(part, mine)]),
  );
}

/** A paper in the form that is written fastest. */
const asText = (path: string): string => (/\/papers\/|\/comparison$/.test(path) ? '?format=txt' : '');

/** The operation's address for each record that it could be about. */
async function addressesOf({ path }: Operation): Promise<string[]> {
  const named = path
    .replace('{date}', MEETING)
    .replace('{username}', 'sn-handlaggare')
    .replace('{kind}', 'statement');
  if (named.includes('{messageId}')) return addressesOfMessages(named);
  const collection = /([a-z-]+)\/\{id\}/.exec(named)?.[1];
  const ids = collection === undefined ? [''] : await idsIn(collection);
  const codes = named.includes('{code}') ? ['TSN', 'KS'] : [''];
  const prefixes = named.includes('{prefix}')
    ? (await service.database.query('SELECT prefix FROM api_client_keys')).map(
        (row: { prefix: string }) => row.prefix,
      )
    : [''];
  return ids.flatMap((id) =>
    codes.flatMap((code) =>
      prefixes.map((prefix: string) =>
        named.replace('{id}', id).replace('{code}', code).replace('{prefix}', prefix),
      ),
    ),
  );
}

async function addressesOfMessages(path: string): Promise<string[]> {
  const rows: { id: string; its: string }[] = await service.database.query(
    'SELECT id, consultation_id AS its FROM messages ORDER BY id',
  );
  return rows.map(({ id, its }) => path.replace('{id}', its).replace('{messageId}', id));
}

async function idsIn(collection: string): Promise<string[]> {
  const table = collection === 'inbox' ? 'inbox_items' : collection.replaceAll('-', '_');
  // There are hundreds of deliveries, of a few sorts: what one of a sort takes, all of it take.
  const sort = table === 'deliveries' ? 'kind, channel, state, sender_body, recipient_body' : 'id';
  const rows: { id: string }[] = await service.database.query(
    `SELECT DISTINCT ON (${sort}) id FROM ${table} ORDER BY ${sort}, id`,
  );
  return rows.map(({ id }) => id);
}

function send(persona: Persona, { method, mediaType }: Operation, path: string, body: unknown) {
  const any = { ifMatch: '*' };
  if (mediaType === 'text/plain') return persona.postText(path, body as string, any);
  if (method === 'PUT') return persona.put(path, body as object, any);
  if (method === 'PATCH') return persona.patch(path, body as object, any);
  return persona.post(path, body as object, any);
}

function refusalOf({ status, body }: { status: number; body: Record<string, unknown> }): string {
  const told = (body['errors'] ?? body['reasons'] ?? []) as readonly Record<string, string>[];
  return `${status} ${told.map((each) => `${each['pointer'] ?? ''} ${each['code']}: ${each['detail']}`).join('; ')}`;
}
