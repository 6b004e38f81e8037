import { afterAll, afterEach, beforeAll, beforeEach, expect, jest } from '@jest/globals';
import { Redis } from 'ioredis';
import { done, given, type Answer } from '../support/given.js';
import { liftEveryBarrier } from '../support/parking.js';
import { readiness, startProcess, type RunningProcess } from '../support/processes.js';
import { testRedis } from '../support/redis.js';
import { seeded, type Seeded } from '../support/seeded.js';
import { personaOf, startService, type Persona, type Service } from '../support/service.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { until } from '../support/until.js';
import { checkInvariants } from './invariants.js';

/**
 * A municipality for one file of faults: a service that only answers requests, to build what is to be
 * forwarded, and the real processes under test. After each test whoever is alive must be ready
 * again (I7), a worker delivers what is left, and the promises of `invariants.ts` must hold.
 */
export class House {
  service!: Service;
  /** The random choices of this test; `FAULT_SEED=n` makes them again. */
  random!: Seeded;
  private readonly proxies: TcpProxy[] = [];
  private running: { readonly process: RunningProcess; readonly role: string }[] = [];

  async start(role: 'api' | 'worker' | 'all', env: Record<string, string> = {}): Promise<RunningProcess> {
    const process = await startProcess(this.service.databaseUrl, { ROLE: role, ...env });
    this.running.push({ process, role });
    return process;
  }

  /** Ends one on purpose: it is not asked whether it is ready. Answers with its exit code. */
  async end(process: RunningProcess, signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<number | null> {
    this.running = this.running.filter((one) => one.process !== process);
    return process.end(signal);
  }

  /** The network between a process and the database; open until the test is over. */
  async proxy(): Promise<TcpProxy> {
    const proxy = await new TcpProxy(Number(new URL(this.service.databaseUrl).port)).open();
    this.proxies.push(proxy);
    return proxy;
  }

  /** A persona's way into one of the processes. */
  async as(api: RunningProcess, persona: string): Promise<Persona> {
    return personaOf(api.url, await tokenOf(api, persona));
  }

  /** A statement that has been decided and can be forwarded. */
  async confirmed(): Promise<Answer> {
    const { consultation, step } = given(this.service);
    const { id } = await consultation('approved', { replyBy: '2099-12-15' });
    await step('tsn-chef', id, 'decide-by-delegation', {
      route: 'administration',
      basis: 'D 4',
      decidedOn: new Date().toISOString().slice(0, 10),
      decidedBy: 'Chefen',
    });
    return done(this.service.as('tsn-sekreterare').get(`/consultations/${id}`));
  }

  /** A statement that has been forwarded and lies in the outbox. */
  async forwarded(): Promise<{ id: string; deliveryId: string }> {
    const { id } = await this.confirmed();
    return this.forward(id);
  }

  async forward(id: string): Promise<{ id: string; deliveryId: string }> {
    const { deliveries } = (await given(this.service).step('tsn-sekreterare', id, 'forward')) as Answer & {
      deliveries: Answer[];
    };
    return { id, deliveryId: deliveries[0]!.id };
  }

  /** Promises notices as any change does: a delivery and its job in one transaction each. */
  async promiseNotices(count: number): Promise<void> {
    for (let made = 0; made < count; made++) {
      await this.service.database.query(
        `WITH delivery AS (
           INSERT INTO deliveries (id, kind, topic, sender_body, case_id, recipient_body, channel, state)
           SELECT gen_random_uuid(), 'notice', 'message', 'TSN', (SELECT id FROM cases LIMIT 1), 'KS', 'inbox', 'pending'
           RETURNING receiver)
         INSERT INTO outbox (queue, payload) SELECT 'deliveries', jsonb_build_object('receiver', receiver) FROM delivery`,
      );
    }
  }

  async one<T>(sql: string, ...values: unknown[]): Promise<T> {
    const [row]: Record<string, T>[] = await this.service.database.query(sql, values);
    return Object.values(row!)[0]!;
  }

  async dispatchesOf(id: string): Promise<number> {
    return this.one('SELECT count(*) FROM dispatches WHERE consultation_id = $1', id);
  }

  async attemptsOf(deliveryId: string): Promise<number> {
    return this.one('SELECT attempts FROM deliveries WHERE id = $1', deliveryId);
  }

  async deliveredOnce(deliveryId: string, milliseconds = 60_000): Promise<void> {
    await until(
      () => this.one<string>('SELECT state FROM deliveries WHERE id = $1', deliveryId),
      (state) => state === 'delivered',
      milliseconds,
    );
    expect(await this.one('SELECT count(*) FROM inbox_items WHERE delivery_id = $1', deliveryId)).toBe(1);
  }

  /** What is left of a queue store that was emptied: nothing. */
  async emptyTheQueueStore(): Promise<void> {
    const server = testRedis();
    if (server) {
      const redis = new Redis(server);
      await redis.flushdb();
      redis.disconnect();
      return;
    }
    const tables: { name: string }[] = await this.service.database.query(
      "SELECT format('bullmq.%I', tablename) AS name FROM pg_tables WHERE schemaname = 'bullmq' AND tablename NOT LIKE '%migration%'",
    );
    for (const { name } of tables) await this.service.database.query(`DELETE FROM ${name}`);
  }

  async checkAndClear(): Promise<void> {
    try {
      await liftEveryBarrier();
      await Promise.all(this.running.map(({ process }) => readiness(process)));
      if (!this.running.some(({ role }) => role !== 'api')) await this.start('worker');
      await checkInvariants(this.service.database);
    } finally {
      await Promise.all(this.running.splice(0).map(({ process }) => process.end('SIGKILL')));
      await Promise.all(this.proxies.splice(0).map((proxy) => proxy.close()));
    }
  }
}

export async function tokenOf(api: Pick<RunningProcess, 'url'>, persona: string): Promise<string> {
  const answer = await fetch(`${api.url}/yttra/v1/demo/tokens`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ persona }),
  });
  return ((await answer.json()) as { accessToken: string }).accessToken;
}

/** The seed of this test, printed so that a failure can be made again. */
export function seedOfTest(): Seeded {
  const seed = Number(process.env['FAULT_SEED'] ?? Date.now() % 1_000_000);
  process.stdout.write(`FAULT_SEED=${seed}  ${expect.getState().currentTestName}\n`);
  return seeded(seed);
}

/** Call at the top of a file of faults. */
export function house(): House {
  const built = new House();
  jest.setTimeout(180_000);
  beforeAll(async () => {
    built.service = await startService({ ROLE: 'api' });
    await given(built.service).referralCase(); // with a case there, no process fills the demo under our hands
  });
  beforeEach(() => {
    built.random = seedOfTest();
  });
  afterEach(() => built.checkAndClear());
  afterAll(() => built.service.stop());
  return built;
}
