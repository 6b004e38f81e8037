import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { fill } from '../../bench/data.js';
import { startService, type Service } from '../support/service.js';
import { until } from '../support/until.js';
import { explainEverything, WatchedPlans } from '../support/watched-plans.js';

/**
 * No list reads more of the database than its page needs, whoever asks and however: held to the rows that PostgreSQL's
 * own plans say they touched, on data of which most is long settled. Not to time, which a busy machine decides.
 */
let service: Service;
let plans: WatchedPlans;
beforeAll(async () => {
  service = await startService({ ROLE: 'api', IDENTITY_CACHE_SECONDS: '60' });
  await fill(service.databaseUrl, 20_000);
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

const ROWS_FOR_ONE = 50;
const ROWS_FOR_ANY = 1000;
/** Of a page that is not the first, also the rows before it are read, and looked up where they belong. */
const ROWS_FOR_ONE_SKIPPED = 25;
/** A search passes by what it does not find, until its page is full: most for words that are neither common nor rare. */
const ROWS_PASSED_BY = 10_000;

const CALLERS = ['ks-registrator', 'tsn-handlaggare', 'tsn-lasare', 'tsn-registrator', 'admin'];

interface Listing {
  readonly items: readonly object[];
  readonly nextCursor: string | null;
}

/** The first page and the next, and one as deep as `page` goes. */
async function tooGreedy(persona: string, path: string, constant = ROWS_FOR_ANY): Promise<string[]> {
  const wrong: string[] = [];
  const ask = async (address: string, skipped = 0): Promise<Listing | undefined> => {
    const { result, touched, worst } = await plans.of(async () => service.as(persona).get(address));
    if (result.status !== 200)
      return void (result.status === 403 || wrong.push(`${persona} ${address}: ${result.status}`));
    const { items } = result.body as Listing;
    if (touched > ROWS_FOR_ONE * items.length + ROWS_FOR_ONE_SKIPPED * skipped + constant)
      wrong.push(`${persona} ${address}: ${touched} rows touched for ${items.length}; most of them ${worst}`);
    return result.body as Listing;
  };
  const first = await ask(path);
  if (!first?.nextCursor) return wrong;
  const more = path.includes('?') ? '&' : '?';
  await ask(`${path}${more}cursor=${first.nextCursor}`);
  await ask(`${path}${more}page=50`, 980);
  return wrong;
}

const TODAY = '2026-11-27';
const CONSULTATIONS = [
  '',
  'sort=-replyBy',
  'state=received',
  'state=received&sort=-replyBy',
  'state=registered',
  'state=drafting&state=in-review',
  'state=sent&state=registered&state=drafting&state=in-review&state=approved&state=on-agenda&state=decided&state=confirmed',
  'consultee=TSN',
  'consultee=TSN&state=drafting',
  'consultee=TSN&issuer=KS',
  'consultee=TSN&issuer=KS&state=registered',
  'consultee=SBN&overdue=true',
  'issuer=KS',
  'issuer=KS&state=registered&sort=-replyBy',
  'officer=tsn-handlaggare',
  'officer=tsn-handlaggare&state=drafting',
  'officer=tsn-handlaggare&overdue=true',
  'overdue=true',
  'overdue=false',
  'overdue=true&consultee=TSN',
  'overdue=false&state=drafting',
  `dueBefore=${TODAY}`,
  `dueBefore=${TODAY}&state=approved`,
  `dueBefore=${TODAY}&sort=-replyBy`,
];

describe('worklists', () => {
  it.each(CONSULTATIONS)('?%s', async (query) => {
    for (const persona of CALLERS) expect(await tooGreedy(persona, `/consultations?${query}`)).toEqual([]);
  });
});

describe('searches', () => {
  it.each([
    'q=remiss',
    'q=biblioteksplan 1',
    'q=KS2020/1234',
    'q=omgång 3 klimat',
    'q=biblioteksplanen',
    'q=finnsinte',
    'q=remiss&state=registered',
    'q=avfallsplan&consultee=TSN&sort=-replyBy',
    'q=1999&overdue=true',
  ])('?%s', async (query) => {
    for (const persona of CALLERS)
      expect(await tooGreedy(persona, `/consultations?${encodeURI(query)}`, ROWS_PASSED_BY)).toEqual([]);
  });
});

describe('other lists', () => {
  it.each([
    '/cases',
    '/cases?state=open',
    '/cases?state=closed',
    '/cases?issuer=KS',
    '/cases?issuer=TSN',
    '/cases?q=biblioteksplan',
    '/cases?q=ks2020/1234',
    '/bodies/KS/register',
    '/bodies/KF/register',
    '/bodies/TSN/register',
    '/bodies/TSN/register?q=klimat',
    '/bodies/TSN/register?q=tsn2020/1234',
    '/deliveries',
    '/deliveries?state=failed',
    '/deliveries?state=pending',
    '/deliveries?channel=manual',
    '/deliveries?channel=manual&state=delivered',
    '/inbox',
    '/inbox?unread=true',
    '/inbox?unread=false&kind=packet',
    '/inbox?kind=dispatch',
    '/inbox?body=TSN',
    '/audit-trail',
    '/bodies/KS/audit-trail',
    '/bodies/TSN/audit-trail',
    '/bodies/TSN/refused-attempts',
    '/webhooks',
    '/api-clients',
    '/calendar-feeds',
  ])('%s', async (path) => {
    for (const persona of CALLERS) expect(await tooGreedy(persona, encodeURI(path))).toEqual([]);
  });
});

describe('this test', () => {
  it('sees that an index is missing', async () => {
    const owner = new pg.Client({ connectionString: service.databaseUrl });
    await owner.connect();
    await owner.query('DROP INDEX consultations_of_issuer');
    await owner.end();
    expect(await tooGreedy('ks-registrator', '/consultations')).not.toEqual([]);
  });
});
