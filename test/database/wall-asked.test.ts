import { afterAll, beforeAll, expect, it } from '@jest/globals';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { fill } from '../../bench/data.js';
import { startService, type Service } from '../support/service.js';
import { until } from '../support/until.js';
import { explainEverything, nodesOf, WatchedPlans } from '../support/watched-plans.js';

/**
 * What the walls ask for a page of a list, by how often PostgreSQL says it did: what each row asks of a function is most of
 * what the second wall costs.
 */
let service: Service;
let plans: WatchedPlans;
beforeAll(async () => {
  service = await startService({ ROLE: 'api', IDENTITY_CACHE_SECONDS: '60' });
  await fill(service.databaseUrl, 300);
  plans = new WatchedPlans(service.app.get(DataSource));
  await explainEverything(service.databaseUrl);
  for (const persona of ['ks-registrator', 'tsn-registrator', 'tsn-handlaggare'])
    await until(
      async () => (await service.as(persona).get('/me')).status,
      (status) => status === 200,
    );
}, 120_000);
afterAll(() => service.stop());

/** Functions of `sight.ts`, by how what each asks begins. */
const QUESTIONS = {
  is_asked_in_case: /^EXISTS \(SELECT FROM consultations asked WHERE asked\.case_id = its_id\b/,
  is_asked_in_referral: /^EXISTS \(SELECT FROM consultations asked WHERE asked\.referral_id = its_id\b/,
  // Of a statement too: of what is published they are the same.
  sees_reply_of: /^EXISTS \(SELECT FROM consultations asked WHERE asked\.id = its_id\b/,
  matter_is_open: /^EXISTS \(SELECT FROM consultations asked WHERE asked\.id = its_consultation\b/,
  'matter_is_open, to its end': /took_over\(cases\.issuer_code, body\)/,
  document_has_reached:
    /^EXISTS \(SELECT FROM documents WHERE documents\.id = its_id AND EXISTS \(SELECT FROM referral_documents\b/,
  document_is_open_to: /^NOT EXISTS \(\s*SELECT FROM referral_documents\b/,
} as const;
type Question = keyof typeof QUESTIONS;

/** How often each function was asked for a page, for each row that was read: one more than the page has, to know whether there is another. */
async function askedForEach(persona: string, path: string): Promise<Partial<Record<Question, number>>> {
  const { result, statements } = await plans.statementsOf(() => service.as(persona).get(path));
  expect(result.status).toBe(200);
  const { items, nextCursor } = result.body as { items: object[]; nextCursor: string | null };
  expect(items.length).toBeGreaterThan(1);
  const rows = items.length + (nextCursor === null ? 0 : 1);
  const asked = Object.entries(QUESTIONS).map(([name, question]) => {
    const times = statements.filter(({ text }) => question.test(text)).length;
    return [name, Math.round((times / rows) * 10) / 10] as const;
  });
  return Object.fromEntries(asked.filter(([, times]) => times !== 0));
}

it.each<[persona: string, path: string, asked: Partial<Record<Question, number>>]>([
  // Once by each wall, and no further where nothing of the matter is confidential; of the cases and referrals none.
  ['tsn-registrator', '/inbox?unread=true', { matter_is_open: 2 }],
  ['ks-registrator', '/inbox', { matter_is_open: 2 }],
  // By the first wall.
  ['tsn-handlaggare', '/cases', { is_asked_in_case: 1 }],
  // By each wall whether its record is seen; what it says of the case is asked of all at once.
  ['tsn-handlaggare', '/publications?kind=case', { is_asked_in_case: 2 }],
  ['ks-registrator', '/publications?kind=statement', { sees_reply_of: 1 }],
  ['ks-registrator', '/documents', { document_is_open_to: 1 }],
  ['tsn-handlaggare', '/documents', { document_has_reached: 1 }],
])('the walls ask for each row that %s reads of %s as often as this', async (persona, path, expected) => {
  expect(await askedForEach(persona, path)).toEqual(expected);
});

async function idOf(sql: string): Promise<string> {
  const owner = new pg.Client({ connectionString: service.databaseUrl });
  await owner.connect();
  const { rows } = await owner.query<{ id: string }>(sql);
  await owner.end();
  return rows[0]!.id;
}

it('a trail asks once of each event whether its details are shown', async () => {
  const id = await idOf(
    'SELECT case_id AS id FROM audit_events WHERE consultation_id IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC LIMIT 1',
  );
  const { result, statements } = await plans.statementsOf(() =>
    service.as('ks-registrator').get(`/cases/${id}/audit-trail`),
  );
  const { items, nextCursor } = result.body as { items: object[]; nextCursor: string | null };
  const looks = statements
    .flatMap(({ plan }) => nodesOf(plan))
    .filter((node) => /^consultation(_\d+)?$/.test(node.Alias ?? ''))
    .reduce((sum, node) => sum + node['Actual Loops'], 0);
  expect(items.length).toBeGreaterThan(5);
  expect(looks).toBe(items.length + (nextCursor === null ? 0 : 1));
});

it('a referral looks at its consultations once, besides for its documents and the states of its consultees', async () => {
  const id = await idOf(
    "SELECT referral_id AS id FROM consultations WHERE consultee_code = 'TSN' AND state = 'drafting' LIMIT 1",
  );
  const { result, statements } = await plans.statementsOf(() =>
    service.as('tsn-handlaggare').get(`/referrals/${id}`),
  );
  expect(result.status).toBe(200);
  const looks = statements
    .filter(({ text }) => text.startsWith('/* planned once */'))
    .flatMap(({ plan }) => nodesOf(plan))
    .filter((node) => node['Relation Name'] === 'consultations')
    .map((node) => node.Alias);
  expect(looks).toHaveLength(3);
});
