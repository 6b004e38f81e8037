import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import request from 'supertest';
import { DataSource } from 'typeorm';
import { fill } from '../../bench/data.js';
import { MOST_COUNTED } from '../../src/lists/paging.js';
import {
  BY_PLAN,
  CALLERS,
  CONSULTATIONS,
  OTHER_LISTS,
  PUBLIC_LISTS,
  RARE,
  SEARCHES,
} from '../support/lists.js';
import { startService, type Service } from '../support/service.js';
import { until } from '../support/until.js';
import { explainEverything, WatchedPlans } from '../support/watched-plans.js';

/**
 * No list reads more of the database than its page needs, whoever asks and however: held to the rows that PostgreSQL's
 * own plans say they touched, on data of which most is long settled. Not to time, which a busy machine decides.
 */
let service: Service;
let plans: WatchedPlans;
let base: string;
beforeAll(async () => {
  service = await startService({ ROLE: 'api', IDENTITY_CACHE_SECONDS: '60' });
  await fill(service.databaseUrl, 12_000);
  base = service.base;
  await meetEveryFortnight();
  plans = new WatchedPlans(service.app.get(DataSource));
  await explainEverything(service.databaseUrl);
  // A connection that was ended just now may be handed out once more before its end is known.
  for (const persona of CALLERS)
    await until(
      async () => (await service.as(persona).get('/me')).status,
      (status) => status === 200,
    );
}, 600_000);
afterAll(() => service.stop());

/** So that each row of a worklist has a plan to be worked out. PostgreSQL counts them, as it does by itself in a minute. */
async function meetEveryFortnight(): Promise<void> {
  const owner = new pg.Client({ connectionString: service.databaseUrl });
  await owner.connect();
  await owner.query(`INSERT INTO meetings (id, body_code, meets_on)
    SELECT gen_random_uuid(), code, current_date + n * 14 FROM bodies, generate_series(-26, 26) AS n`);
  await owner.query('ANALYZE meetings');
  await owner.end();
}

const ROWS_FOR_ONE = 50;
const ROWS_FOR_ANY = 1000;
/** Of a page that is not the first, also the rows before it are read, and looked up where they belong. */
const ROWS_FOR_ONE_SKIPPED = 25;
/** Each kind of publication is read as far as the page is deep, and the record that each shows is looked up. */
const ROWS_FOR_ONE_PUBLICATION_SKIPPED = 35;
/** A search passes by what it does not find, until its page is full: most for words that are neither common nor rare. */
const ROWS_PASSED_BY = 5_000;
/** A body's replies of the data are due on fifty days; the plan of each reads its meeting, the body and the calendar. */
const ROWS_FOR_PLANS = 5_000;

interface Listing {
  readonly items: readonly object[];
  readonly nextCursor: string | null;
}

async function asOwner<Row>(sql: string): Promise<Row[]> {
  const owner = new pg.Client({ connectionString: service.databaseUrl });
  await owner.connect();
  const { rows } = await owner.query(sql);
  await owner.end();
  return rows as Row[];
}

/** The first page, one as deep as `page` goes, and the next after each. `refused`: answers that read nothing, besides 403. */
async function tooGreedy(
  persona: string,
  path: string,
  constant = ROWS_FOR_ANY,
  refused: readonly number[] = [],
): Promise<string[]> {
  const wrong: string[] = [];
  const forSkipped = path.startsWith('/publications')
    ? ROWS_FOR_ONE_PUBLICATION_SKIPPED
    : ROWS_FOR_ONE_SKIPPED;
  const ask = async (address: string, skipped = 0): Promise<Listing | undefined> => {
    const { result, touched, worst } = await plans.of(async () =>
      persona === 'anyone' ? request(base).get(address) : service.as(persona).get(address),
    );
    if (result.status !== 200)
      return void (
        [403, ...refused].includes(result.status) || wrong.push(`${persona} ${address}: ${result.status}`)
      );
    const { items } = result.body as Listing;
    if (touched > ROWS_FOR_ONE * items.length + forSkipped * skipped + constant)
      wrong.push(`${persona} ${address}: ${touched} rows touched for ${items.length}; most of them ${worst}`);
    return result.body as Listing;
  };
  const first = await ask(path);
  if (!first?.nextCursor || wrong.length > 0) return wrong;
  const more = path.includes('?') ? '&' : '?';
  await ask(`${path}${more}cursor=${first.nextCursor}`);
  const far = await ask(`${path}${more}page=50`, 980);
  if (far?.nextCursor) await ask(`${path}${more}cursor=${far.nextCursor}`);
  return wrong;
}

describe('worklists', () => {
  it.each(CONSULTATIONS)('?%s', async (query) => {
    for (const persona of CALLERS) expect(await tooGreedy(persona, `/consultations?${query}`)).toEqual([]);
  });
});

/** A plan is worked out for each day that replies are due, and not for each reply. */
describe('worklists by plan', () => {
  it.each(BY_PLAN)('?%s', async (query) => {
    for (const persona of CALLERS)
      expect(await tooGreedy(persona, `/consultations?${query}`, ROWS_FOR_PLANS)).toEqual([]);
  });
});

describe('worklists of what is rare', () => {
  it.each(RARE)('?%s', async (query) => {
    for (const persona of CALLERS)
      expect(await tooGreedy(persona, `/consultations?${query}`, ROWS_PASSED_BY)).toEqual([]);
  });
});

describe('searches', () => {
  it.each(SEARCHES)('?%s', async (query) => {
    for (const persona of CALLERS)
      expect(await tooGreedy(persona, `/consultations?${encodeURI(query)}`, ROWS_PASSED_BY)).toEqual([]);
  });
});

it('a search of one meeting finds what comes after ten thousand others', async () => {
  const [matter] = await asOwner<{
    id: string;
    meeting: string;
  }>(`UPDATE consultations SET meeting_id = meetings.id
    FROM meetings WHERE meetings.body_code = 'TSN' AND consultations.id = (
      SELECT id FROM consultations WHERE consultee_code = 'TSN' ORDER BY reply_by DESC, id DESC LIMIT 1)
    RETURNING consultations.id, meetings.id AS meeting`);
  const path = `/consultations?meeting=${matter!.meeting}&q=remiss`;
  const { body } = await service.as('tsn-registrator').get(path).expect(200);
  expect(body.items).toMatchObject([{ id: matter!.id }]);
  expect(await tooGreedy('tsn-registrator', path)).toEqual([]);
});

describe('other lists', () => {
  it.each(OTHER_LISTS)('%s', async (path) => {
    for (const persona of CALLERS) expect(await tooGreedy(persona, encodeURI(path))).toEqual([]);
  });
});

/** What each document is part of is looked up once for the count, for a reader of another body in some eight rows. */
describe('documents', () => {
  it.each([
    ['/documents?count=true', 10 * MOST_COUNTED],
    // Titles are compared, and what those are part of that have the word is asked.
    ['/documents?q=klimat&count=true', 5 * MOST_COUNTED],
    ['/documents?q=klimat', MOST_COUNTED + ROWS_PASSED_BY],
    ['/documents?q=xq', MOST_COUNTED + ROWS_PASSED_BY],
  ])('%s', async (path, constant) => {
    for (const persona of CALLERS) expect(await tooGreedy(persona, path, constant)).toEqual([]);
  });
});

it('publications of statements, to whom they were sent', async () => {
  expect(await tooGreedy('ks-registrator', '/publications?kind=statement')).toEqual([]);
});

/** A record that has most of what is listed of one. */
const RECORDS = {
  case: 'SELECT case_id AS id FROM consultations WHERE id IN (SELECT consultation_id FROM messages GROUP BY 1 HAVING count(*) = 100) LIMIT 1',
  referral:
    'SELECT referral_id AS id FROM consultations WHERE id IN (SELECT consultation_id FROM messages GROUP BY 1 HAVING count(*) = 100) LIMIT 1',
  asked: 'SELECT consultation_id AS id FROM messages GROUP BY 1 HAVING count(*) = 100 LIMIT 1',
  extended: 'SELECT consultation_id AS id FROM extensions LIMIT 1',
  answered: 'SELECT consultation_id AS id FROM dispatches LIMIT 1',
  drafted: 'SELECT consultation_id AS id FROM statement_versions LIMIT 1',
  webhook: 'SELECT id FROM webhooks LIMIT 1',
} as const;

describe('lists of one record', () => {
  it.each<[record: keyof typeof RECORDS, path: string]>([
    ['case', '/cases/{id}/consultations'],
    ['case', '/cases/{id}/consultations?state=received&q=omgång 3'],
    ['case', '/cases/{id}/referrals'],
    ['case', '/cases/{id}/audit-trail'],
    ['referral', '/referrals/{id}/documents'],
    ['referral', '/referrals/{id}/replies'],
    ['asked', '/consultations/{id}/messages'],
    ['extended', '/consultations/{id}/extensions'],
    ['answered', '/consultations/{id}/dispatches'],
    ['answered', '/consultations/{id}/deliveries'],
    ['answered', '/consultations/{id}/corrections'],
    ['answered', '/consultations/{id}/reservations'],
    ['answered', '/consultations/{id}/reminders'],
    ['drafted', '/consultations/{id}/statement/versions'],
    ['webhook', '/webhooks/{id}/deliveries'],
    ['webhook', '/webhooks/{id}/deliveries?state=failed'],
  ])('%s: %s', async (record, path) => {
    const { id } = (await asOwner<{ id: string }>(RECORDS[record]))[0]!;
    const address = encodeURI(path.replace('{id}', id));
    for (const persona of CALLERS) expect(await tooGreedy(persona, address, ROWS_FOR_ANY, [404])).toEqual([]);
  });
});

describe('the public register', () => {
  it.each(PUBLIC_LISTS)('%s', async (path) => {
    const constant = path.includes('?q=') ? ROWS_PASSED_BY : ROWS_FOR_ANY;
    expect(await tooGreedy('anyone', `/public/v1${encodeURI(path)}`, constant)).toEqual([]);
  });

  /** A page of the register says how many there are, and counts to 10,000. */
  it.each([
    ['/register/cases', MOST_COUNTED + ROWS_FOR_ANY],
    // As many are looked through as are counted, and where those hold too few, all that have the letters, in whatever
    // list, are looked up by their index and read.
    ['/register/cases?q=klimat', 2 * MOST_COUNTED + 2 * ROWS_PASSED_BY],
    ['/register/cases?q=xq', MOST_COUNTED + ROWS_PASSED_BY],
    // What is found nowhere is looked for in three lists and counted, and then in other words: all of it within as many.
    ['/register?q=avfallsplaan', 3 * (MOST_COUNTED + ROWS_PASSED_BY)],
    ['/register?q=kulturpolitik+bibliotekspaln', 3 * (MOST_COUNTED + ROWS_PASSED_BY)],
    ['/public/v1/feed.atom', ROWS_FOR_ANY],
  ])('%s', async (path, constant) => {
    const { result, touched, worst } = await plans.of(async () => request(base).get(path));
    expect([result.status, touched > constant && `${touched} rows; most of them ${worst}`]).toEqual([
      200,
      false,
    ]);
  });
});

describe('this test', () => {
  it.each([
    ['consultations_of_issuer', 'ks-registrator', '/consultations'],
    ['publications_newest_of_body', 'ks-registrator', '/publications'],
    ['documents_newest_in_body', 'ks-registrator', '/documents'],
  ])('sees that %s is missing', async (index, persona, path) => {
    await asOwner(`DROP INDEX ${index}`);
    expect(await tooGreedy(persona, path)).not.toEqual([]);
  });

  it.each([
    ['messages_of_consultation', 'asked', '/messages'],
    ['extensions_of_consultation', 'extended', '/extensions'],
    ['deliveries_of_consultation', 'answered', '/deliveries'],
  ] as const)('sees that %s is missing', async (index, record, path) => {
    const { id } = (await asOwner<{ id: string }>(RECORDS[record]))[0]!;
    await asOwner(`DROP INDEX ${index}`);
    expect(await tooGreedy('ks-registrator', `/consultations/${id}${path}`)).not.toEqual([]);
  });
});
