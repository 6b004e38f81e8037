import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import autocannon from 'autocannon';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { startEmbeddedPostgres } from '../src/database/embedded-postgres.js';
import { migrate } from '../src/database/migrate.js';
import { loadMunicipality } from '../src/demo/demo-municipality.js';
import { isDigestTime } from '../src/rules/digest-time.js';
import { memoryMiB } from './measure.js';
import { killAll, start, stop, token } from './processes.js';

/**
 * `npm run bench:reminders`: a hundred thousand reminders due at once, two workers, and an API that answers
 * meanwhile. One half is urgent and one half for the digest; at an hour when no digest is said, all are urgent.
 */
const DUE = Number(process.env['BENCH_DUE'] ?? 100_000);
/** A steady load that an API with two cores answers easily: what is measured is how long a person waits. */
const REQUESTS_PER_SECOND = 50;
const IDLE_SECONDS = 15;
const DIGESTS = isDigestTime(new Date());

const folder = mkdtempSync(join(tmpdir(), 'yttra-bench-'));
const postgres = await startEmbeddedPostgres({ directory: join(folder, 'postgres'), durable: true });
try {
  const admin = new pg.Client({ connectionString: postgres.url('postgres') });
  await admin.connect();
  await admin.query('CREATE DATABASE yttra_bench_demo');
  await admin.end();
  const url = postgres.url('yttra_bench_demo');
  await migrate(url);
  const owner = await new DataSource({ type: 'postgres', url }).initialize();
  await loadMunicipality(owner);
  await owner.destroy();
  const database = new pg.Client({ connectionString: url });
  await database.connect();
  console.log(`Making ${DUE} reminders due …`);
  await fill(database);
  const report = await measure(url, database);
  await database.end();
  console.log(report);
  mkdirSync('bench/results', { recursive: true });
  writeFileSync(`bench/results/${new Date().toISOString().slice(0, 10)}-${DUE}-reminders.md`, report);
} finally {
  killAll();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** Ten consultations a case, of boards with meetings; one reminder is due for each. */
async function fill(database: pg.Client): Promise<void> {
  await database.query(`
    INSERT INTO meetings (id, body_code, meets_on, agenda_closes_on)
    SELECT gen_random_uuid(), code, current_date + n * 14, current_date + n * 14 - 10
    FROM bodies, generate_series(-4, 8) AS n WHERE kind = 'board';
    INSERT INTO register_entries (register_code, number_key, number)
    SELECT 'KS', 'ks2026/' || n, 'KS 2026/' || n FROM generate_series(1, ${DUE / 10}) AS n;
    INSERT INTO cases (id, register_code, number_key, number, issuer_code, title, state, created_by)
    SELECT gen_random_uuid(), 'KS', 'ks2026/' || n, 'KS 2026/' || n, 'KS', 'Strategi ' || n, 'open', 'ks-registrator'
    FROM generate_series(1, ${DUE / 10}) AS n;
    INSERT INTO consultations (id, case_id, issuer_code, consultee_code, title, case_number, state, reply_by,
      original_reply_by, reply_by_set_on, reply_required, own_case_number, officer)
    SELECT gen_random_uuid(), cases.id, 'KS', (ARRAY['TSN', 'BIN', 'SN', 'KFN', 'SBN', 'AMN'])[1 + (k / 2 + split_part(number, '/', 2)::int) % 6],
      'Remiss, ' || title, number, 'on-agenda', day, day, current_date - 60, true, 'X ' || number || '-' || k, NULL
    FROM cases, generate_series(1, 10) AS k
    CROSS JOIN LATERAL (SELECT current_date + CASE WHEN k % 2 = 0 OR ${!DIGESTS} THEN 1 ELSE 7 END AS day) dates;
    -- Their meeting makes the date; the plan is worked out all the same.
    UPDATE consultations SET meeting_id = (SELECT id FROM meetings WHERE body_code = consultee_code
      AND meets_on <= reply_by - 14 ORDER BY meets_on DESC LIMIT 1)`);
  await database.query('VACUUM (ANALYZE)');
}

async function measure(url: string, database: pg.Client): Promise<string> {
  const documents = { DOCUMENTS_DIRECTORY: join(folder, 'documents') };
  const api = await start('dist/src/main.js', { ...documents, DATABASE_URL: url, ROLE: 'api' });
  const bearer = await token(api.url);
  await answered(requests(api.url, bearer, 3));
  const { latency: idle } = await answered(requests(api.url, bearer, IDLE_SECONDS));

  // A process that starts is busy with itself: no sweep gets further than this table until both are up.
  await database.query('BEGIN; LOCK TABLE digest_days');
  const workers = await Promise.all(
    [1, 2].map(() =>
      start('dist/src/main.js', {
        ...documents,
        DATABASE_URL: url,
        ROLE: 'worker',
        REMINDER_SWEEP_SECONDS: '2',
      }),
    ),
  );
  await pause(3000);
  await database.query('COMMIT');
  const began = Date.now();
  let mostMiB = 0;
  const load = requests(api.url, bearer, 3600);
  for (let said = 0; said < DUE;) {
    await pause(2000); // counting is work too
    mostMiB = Math.max(mostMiB, ...workers.map(({ pid }) => memoryMiB(pid)));
    said = (await database.query<{ said: number }>('SELECT count(*)::int AS said FROM reminders')).rows[0]!
      .said;
    if (Date.now() - began > 900_000) throw new Error(`only ${said} said`);
  }
  const saidSeconds = (Date.now() - began) / 1000;
  for (let open = 1; open > 0;) {
    await pause(500);
    mostMiB = Math.max(mostMiB, ...workers.map(({ pid }) => memoryMiB(pid)));
    const { rows } = await database.query<{ open: number }>(
      `SELECT (SELECT count(*) FROM digests WHERE said_on IS NULL)::int
         + (SELECT count(*) FROM deliveries WHERE state <> 'delivered')::int AS open`,
    );
    open = rows[0]!.open;
  }
  const deliveredSeconds = (Date.now() - began) / 1000;
  load.stop();
  const { latency: meanwhile } = await answered(load);
  await Promise.all(workers.map(({ child }) => stop(child)));
  await stop(api.child);

  const { rows } = await database.query<{
    entered: number;
    different: number;
    digests: number;
    messages: number;
  }>(
    `SELECT count(*)::int AS entered, count(DISTINCT (consultation_id, kind))::int AS different,
       (SELECT count(*)::int FROM digests WHERE NOT urgent) AS digests,
       (SELECT count(*)::int FROM digests WHERE urgent) AS messages FROM reminders`,
  );
  const { entered, different, digests, messages } = rows[0]!;
  return [
    `# ${new Date().toISOString().slice(0, 10)}: ${DUE} reminders due at once, two workers, ${cpus().length} cores, Node ${process.versions.node}`,
    '',
    '| what | measured | bound |',
    '|---|---|---|',
    `| entered in the ledger, of them different | ${entered}, ${different} | ${DUE}, each once |`,
    `| digests, urgent messages | ${digests}, ${messages} | |`,
    `| all entered, all delivered (s, from when it was due) | ${saidSeconds.toFixed(0)}, ${deliveredSeconds.toFixed(0)} | |`,
    `| most memory of a worker (MiB) | ${mostMiB} | < 512 |`,
    `| API p50 / p99 without (ms, ${REQUESTS_PER_SECOND} requests/s) | ${idle.p50} / ${idle.p99} | |`,
    `| API p50 / p99 meanwhile (ms) | ${meanwhile.p50} / ${meanwhile.p99} | |`,
    `| ratio of p99 | ${(meanwhile.p99 / idle.p99).toFixed(2)} | ≤ 2 |`,
    '',
  ].join('\n');
}

/** Without a callback it is both: a promise of the result, and what can be stopped before. */
type Load = Promise<autocannon.Result> & Pick<autocannon.Instance, 'stop'>;

function requests(url: string, bearer: string, seconds: number): Load {
  return autocannon({
    url: `${url}/yttra/v1/consultations?consultee=TSN&limit=20`,
    headers: { Authorization: `Bearer ${bearer}` },
    connections: 4,
    overallRate: REQUESTS_PER_SECOND,
    // Each answer counts once: at a steady rate nobody waits behind another, and the correction adds answers that were not.
    ignoreCoordinatedOmission: true,
    duration: seconds,
  }) as Load;
}

async function answered(load: Load): Promise<autocannon.Result> {
  const result = await load;
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${result.non2xx} refused, ${result.errors} failed`);
  }
  return result;
}
