import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { given, NOW, type Answer } from '../support/given.js';
import { query } from '../support/scratch-databases.js';
import { startService, type Service } from '../support/service.js';
import { explainEverything, WatchedPlans } from '../support/watched-plans.js';

/**
 * What is due for disposal is found in an archive of thousands by what its page answers, whether the rest is too young, due
 * as well, or kept whatever is decided: held to the rows that PostgreSQL says it touched, as `plans.test.ts`.
 */
let service: Service;
let plans: WatchedPlans;
beforeAll(async () => {
  service = await startService({ ROLE: 'api', IDENTITY_CACHE_SECONDS: '60' });
  service.setNow(NOW);
  const { id } = await given(service).sentReferral();
  for (const rule of RULES)
    await service
      .as('admin')
      .post('/bodies/KS/retention-rules', { ...rule, decision: 'KF § 84' })
      .expect(201);
  await fill(id);
  plans = new WatchedPlans(service.app.get(DataSource));
  await explainEverything(service.databaseUrl);
}, 600_000);
afterAll(() => service.stop());

const EACH = 3_000;
const AT_ONCE = 50;
const ROWS_FOR_ONE = 50;
const ROWS_FOR_ANY = 1_000;
/** Of what has come to another body, that it has is looked up, and whether the caller sees it. */
const ROWS_FOR_ONE_THAT_STAYS = 10;

const RULES = [
  { kind: 'proposal', years: 1, needsArchive: true },
  { kind: 'attachment', years: 50, needsArchive: false },
  { kind: 'other', years: 1, needsArchive: false },
];

/** Proposals that a referral carried to another body, attachments that are too young, and what else is due. */
const fill = async (referral: string): Promise<void> =>
  query(
    service.databaseUrl,
    `SET session_replication_role = replica;
     CREATE TEMPORARY TABLE made AS SELECT kind, n, gen_random_uuid() AS id
       FROM unnest(ARRAY['proposal', 'attachment', 'other']) AS kind, generate_series(1, ${EACH}) AS n;
     INSERT INTO documents (id, body_code, title, kind, direction, file_name, media_type, byte_size, sha256, created_by, created_at)
       SELECT id, 'KS', kind || ' ' || n, kind, 'outgoing', 'fil.txt', 'text/plain', 1000, encode(sha256(id::text::bytea), 'hex'),
         'ks-registrator', timestamptz '2015-01-01' + n * interval '15 minutes' FROM made;
     INSERT INTO referral_documents (referral_id, document_id, position)
       SELECT '${referral}', id, 100 + n FROM made WHERE kind = 'proposal';
     ANALYZE;`,
  );

const due = async (address = '') => {
  const { result, touched, worst } = await plans.of(async () =>
    service.as('ks-registrator').get(`/bodies/KS/due-disposals?limit=${AT_ONCE}${address}`).expect(200),
  );
  return { items: result.body.items as Answer[], next: result.body.nextCursor as string, touched, worst };
};

describe('what is due for disposal', () => {
  it('is read to the end of its page, and no further', async () => {
    const most = ROWS_FOR_ONE * AT_ONCE + ROWS_FOR_ANY + ROWS_FOR_ONE_THAT_STAYS * EACH;
    const first = await due();
    expect(first.items).toHaveLength(AT_ONCE);
    expect(first.touched > most && first.worst).toBe(false);
    const second = await due(`&cursor=${first.next}`);
    expect(second.items).toHaveLength(AT_ONCE);
    expect(second.touched > most && second.worst).toBe(false);
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(2 * AT_ONCE);
  });

  it('is found past nothing but what stays', async () => {
    await query(service.databaseUrl, "DELETE FROM retention_rules WHERE kind = 'proposal'");
    const { items, touched, worst } = await due();
    expect(items).toHaveLength(AT_ONCE);
    expect(touched > ROWS_FOR_ONE * AT_ONCE + ROWS_FOR_ANY && worst).toBe(false);
  });
});
