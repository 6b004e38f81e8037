import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { brokenPromises, convergence } from '../faults/invariants.js';
import { OwnPostgres } from '../support/own-postgres.js';
import { freePort, launchProcess, readiness, type RunningProcess } from '../support/processes.js';
import { RedisServer } from '../support/redis-server.js';
import { seeded } from '../support/seeded.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { judge, type Entry } from './history.js';
import { PatientClient } from './patient-client.js';
import { wreak, type Victim } from './schedule.js';
import { tellAndRemember } from './tell-and-remember.js';

/** How long what was on its way may take to arrive once all is well: a few waits of the delivery's own schedule. */
const CONVERGENCE_MS = 300_000;
const CLIENTS = 3;

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    minutes: { type: 'string', default: '3' },
    queue: { type: 'string', default: 'postgres' },
    // `network`: processes are left alone, and none may end; their connections are cut and frozen.
    faults: { type: 'string', default: 'all' },
  },
});
const random = seeded(Number(values.seed));
const began = Date.now();
const until = began + Number(values.minutes) * 60_000;
const say = (line: string) =>
  console.log(`${((Date.now() - began) / 1000).toFixed(1).padStart(6)} s  ${line}`);

say(`--seed ${values.seed} --minutes ${values.minutes} --queue ${values.queue} --faults ${values.faults}`);
const folder = await mkdtemp(join(tmpdir(), 'yttra-chaos-'));
process.env['YTTRA_TEST_FOLDER'] = folder; // eslint-disable-line no-process-env -- where processes keep documents
const postgres = await OwnPostgres.start();
const redis = values.queue === 'redis' ? await RedisServer.start() : undefined;
const toPostgres = await new TcpProxy(Number(new URL(postgres.url).port)).open();
const toRedis = redis && (await new TcpProxy(redis.port).open());
const everyone = new Map<string, { env: Record<string, string>; process: RunningProcess }>();
try {
  process.exitCode = (await campaign()) ? 0 : 1;
} finally {
  await Promise.all([...everyone.values()].map((one) => one.process.end('SIGKILL')));
  await Promise.all([toPostgres.close(), toRedis?.close()]);
  await redis?.stop();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}

async function campaign(): Promise<boolean> {
  const api = await start('api-1', 'api');
  await postgres.demoIsLoaded();
  const second = await start('api-2', 'api');
  for (const name of ['worker-1', 'worker-2', 'worker-3']) await start(name, 'worker');
  const already = await forwardedBefore();

  const history: Entry[] = [...already];
  const complaints: string[] = [];
  const clients = Array.from({ length: CLIENTS }, async (_, client) => {
    const patient = new PatientClient([api.url, second.url]);
    for (let story = 0; Date.now() < until; story++) {
      const name = `chaos-${client}-${story}`;
      await tellAndRemember(patient, name, (entry) => history.push(entry)).catch((error: Error) =>
        complaints.push(`${name}: ${error.message}`),
      );
    }
  });
  const faults = await wreak(victims(), random, until, say);
  await Promise.all(clients);

  const ended = [...everyone].filter(([, { process: one }]) => one.child.exitCode !== null);
  complaints.push(...ended.map(([name, { process: one }]) => `${name} ended: ${one.output().slice(-2000)}`));
  const healed = [...everyone].map(([name, { process: one }]) =>
    readiness(one).catch((error: Error) => complaints.push(`${name}: ${error.message}`)),
  );
  await Promise.all(healed);
  say('all is healed');
  return verdict(history, complaints, faults);
}

/** Reads the database as its owner, when nothing disturbs it any more. */
async function verdict(history: readonly Entry[], complaints: string[], faults: number): Promise<boolean> {
  const owner = new pg.Client({ connectionString: postgres.url });
  await owner.connect();
  try {
    const milliseconds = await convergence(owner, CONVERGENCE_MS);
    const broken = await brokenPromises(owner);
    const { acked, lost, doubled, invented } = await judge(history, owner);
    say(`${faults} faults, ${acked} acked answers, at rest after ${milliseconds} ms`);
    for (const line of [...complaints, ...broken, ...lost, ...doubled, ...invented]) say(`! ${line}`);
    console.log(`${lost.length} lost, ${doubled.length} doubled, ${invented.length} invented`);
    return [complaints, broken, lost, doubled, invented].every((found) => found.length === 0);
  } finally {
    await owner.end();
  }
}

/** What the demo has forwarded: promised by nobody here, and there all the same. */
async function forwardedBefore(): Promise<Entry[]> {
  const owner = new pg.Client({ connectionString: postgres.url });
  await owner.connect();
  try {
    const { rows } = await owner.query<{ key: string }>(
      'SELECT DISTINCT consultation_id::text AS key FROM dispatches',
    );
    return rows.map(({ key }) => ({ what: 'forward', key, id: key }));
  } finally {
    await owner.end();
  }
}

async function start(name: string, role: 'api' | 'worker'): Promise<RunningProcess> {
  const env = {
    ROLE: role,
    PORT: String(await freePort()),
    DATABASE_WAIT_SECONDS: '60',
    DOCUMENTS_DIRECTORY: join(folder, 'documents'),
    ...(toRedis && { REDIS_URL: `redis://127.0.0.1:${toRedis.port}` }),
  };
  const process = await launchProcess(toPostgres.through(postgres.url), env);
  await readiness(process);
  everyone.set(name, { env, process });
  return process;
}

/** The network between the processes and a server: cut and refused for a while, or silent. */
function connections(name: string, proxy: TcpProxy): Victim {
  return {
    name: `the connections to ${name}`,
    kill: () => proxy.close(),
    revive: async () => void (await proxy.open()),
    freeze: async () => proxy.freeze(),
    thaw: async () => proxy.thaw(),
  };
}

function victims(): Victim[] {
  const network = [
    connections('PostgreSQL', toPostgres),
    ...(toRedis ? [connections('Redis', toRedis)] : []),
  ];
  if (values.faults === 'network') return network;
  const processes = [...everyone.keys()].map((name): Victim => {
    const one = () => everyone.get(name)!;
    return {
      name,
      kill: async () => void (await one().process.end('SIGKILL')),
      revive: async () => {
        const { env } = one();
        everyone.set(name, { env, process: await launchProcess(toPostgres.through(postgres.url), env) });
      },
      freeze: async () => one().process.send('SIGSTOP'),
      thaw: async () => one().process.send('SIGCONT'),
    };
  });
  const database: Victim = {
    name: 'PostgreSQL',
    kill: () => postgres.end(random.pick(['SIGQUIT', 'SIGKILL'])),
    revive: () => postgres.run(),
    freeze: () => postgres.signal('SIGSTOP'),
    thaw: () => postgres.signal('SIGCONT'),
  };
  const queue: Victim[] = redis
    ? [
        {
          name: 'Redis',
          kill: () => redis.kill(),
          revive: () => redis.run(),
          freeze: async () => redis.freeze(),
          thaw: async () => redis.thaw(),
        },
      ]
    : [];
  return [...processes, database, ...queue, ...network];
}
