import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { setTimeout as pause } from 'node:timers/promises';
import { OwnPostgres } from '../support/own-postgres.js';
import { readiness, startProcess, type RunningProcess } from '../support/processes.js';
import { personaOf, type Persona } from '../support/service.js';
import { given } from '../support/given.js';
import { until } from '../support/until.js';
import { checkInvariants } from './invariants.js';
import { seedOfTest, tokenOf } from './house.js';
import type { Seeded } from '../support/seeded.js';

/** As production runs: durable, with an api and two workers, and nothing of the test's own inside. */
let postgres: OwnPostgres;
let running: RunningProcess[] = [];
let random: Seeded;
jest.setTimeout(240_000);

beforeEach(async () => {
  random = seedOfTest();
  postgres = await OwnPostgres.start();
  const api = await startProcess(postgres.url, { ROLE: 'api' });
  await postgres.demoIsLoaded();
  running = [
    api,
    ...(await Promise.all([
      startProcess(postgres.url, { ROLE: 'worker' }),
      startProcess(postgres.url, { ROLE: 'all' }),
    ])),
  ];
});
afterEach(async () => {
  await Promise.all(running.map((process) => process.end('SIGKILL')));
  await postgres.stop();
});

const PERSONAS = [
  'ks-registrator',
  'ks-handlaggare',
  'tsn-registrator',
  'tsn-handlaggare',
  'tsn-chef',
  'tsn-sekreterare',
];

describe('PostgreSQL ended under load', () => {
  it.each(['SIGQUIT', 'SIGKILL'] as const)(
    'by %s, twice, loses nothing that was acked, and needs no one to restart anything',
    async (how) => {
      const tokens = new Map<string, string>();
      for (const persona of PERSONAS) tokens.set(persona, await tokenOf(running[0]!, persona));
      const as = (persona: string): Persona => personaOf(running[0]!.url, tokens.get(persona)!);
      const { consultation } = given({ as });
      const ready: { id: string; version: number }[] = [];
      for (let made = 0; made < 6; made++) {
        const { id } = await consultation('approved', { replyBy: '2099-12-15' });
        const { version } = (await as('tsn-chef').get(`/consultations/${id}`)).body as { version: number };
        const decided = await as('tsn-chef').post(
          `/consultations/${id}/decide-by-delegation`,
          {
            route: 'administration',
            basis: 'D 4',
            decidedOn: new Date().toISOString().slice(0, 10),
            decidedBy: 'Chefen',
          },
          { ifMatch: version },
        );
        ready.push({ id, version: (decided.body as { version: number }).version });
      }

      /** A client as it should be: the same key again until it is answered. */
      const forward = async ({ id, version }: { id: string; version: number }): Promise<number> => {
        for (let attempt = 0; attempt < 120; attempt++) {
          const status = await as('tsn-sekreterare')
            .post(`/consultations/${id}/forward`, {}, { ifMatch: version, key: `forward-${id}` })
            .then(
              (answer) => answer.status,
              () => 0,
            );
          if (status !== 0 && status < 500) return status;
          await pause(500);
        }
        return 0;
      };
      const answers: Promise<number>[] = [];
      for (const [index, each] of ready.entries()) {
        answers.push(forward(each));
        await pause(random.below(150));
        if (index === 1 || index === 4) {
          await postgres.end(how);
          await pause(500 + random.below(1500));
          await postgres.run();
        }
      }
      expect(await Promise.all(answers)).toEqual(ready.map(() => 202));
      await Promise.all(running.map((process) => readiness(process)));

      const owner = new pg.Client({ connectionString: postgres.url });
      await owner.connect();
      try {
        await checkInvariants(owner);
        const { rows } = await owner.query<{ forwarded: number }>(
          'SELECT count(*)::int AS forwarded FROM dispatches WHERE consultation_id = ANY($1)',
          [ready.map(({ id }) => id)],
        );
        expect(rows[0]!.forwarded).toBe(ready.length);
        const listening = async () =>
          (await owner.query("SELECT FROM pg_stat_activity WHERE query = 'LISTEN outbox'")).rowCount;
        await until(listening, (listeners) => listeners === 2);
      } finally {
        await owner.end();
      }
    },
  );
});
