import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../src/database/embedded-postgres.js';
import { until } from './until.js';

/** A PostgreSQL of a test's own, durable as in production, that can be ended in every way and started again. */
export class OwnPostgres {
  private constructor(
    private readonly directory: string,
    private server: EmbeddedPostgres,
  ) {}

  /** Starts it with a migrated database, as `npm run migrate` makes it. */
  static async start(): Promise<OwnPostgres> {
    const directory = await mkdtemp(join(tmpdir(), 'yttra-own-postgres-'));
    const own = new OwnPostgres(directory, await startEmbeddedPostgres({ directory }));
    const admin = new pg.Client({ connectionString: own.server.url() });
    await admin.connect();
    await admin.query('CREATE DATABASE yttra_demo').finally(() => admin.end());
    await promisify(execFile)(process.execPath, ['dist/src/main.js', 'migrate'], {
      env: { PATH: process.env['PATH'], DATABASE_URL: own.url },
    });
    return own;
  }

  get url(): string {
    return this.server.url('yttra_demo');
  }

  /** SIGQUIT is PostgreSQL's immediate shutdown; SIGKILL takes the postmaster, and its children notice. */
  async end(how: 'SIGQUIT' | 'SIGKILL'): Promise<void> {
    const pid = await this.pid();
    process.kill(pid, how);
    await until(
      async () => isAlive(pid),
      (alive) => !alive,
    );
  }

  /** Starts it again on the same port, with the same data. */
  async run(): Promise<void> {
    // After SIGKILL its orphaned children hold the shared memory for a moment, and a start is refused.
    await until(
      async () => {
        try {
          this.server = await startEmbeddedPostgres({ directory: this.directory });
          return 'started';
        } catch (error) {
          return (error as Error).message;
        }
      },
      (outcome) => outcome === 'started',
    );
  }

  /** Freezes or thaws the postmaster: those connected go on, nobody new comes in. */
  async signal(name: 'SIGSTOP' | 'SIGCONT'): Promise<void> {
    process.kill(await this.pid(), name);
  }

  async demoIsLoaded(): Promise<void> {
    await demoIsLoaded(this.url);
  }

  async stop(): Promise<void> {
    await this.end('SIGQUIT').catch(() => undefined); // a test has ended it already
    const moved = await readFile(join(this.directory, 'moved-to'), 'utf8').catch(() => '');
    if (moved) await rm(moved, { recursive: true, force: true });
    await rm(this.directory, { recursive: true, force: true });
  }

  private async pid(): Promise<number> {
    const moved = await readFile(join(this.directory, 'moved-to'), 'utf8').catch(() => '');
    const file = await readFile(join(moved || this.directory, 'data', 'postmaster.pid'), 'utf8');
    return Number(file.split('\n')[0]);
  }
}

/** The first api to start fills the demo municipality while it already answers; waits until it has. */
export async function demoIsLoaded(url: string): Promise<void> {
  const owner = new pg.Client({ connectionString: url });
  await owner.connect();
  const loaded = async () => {
    const { rows } = await owner.query<{ loaded: boolean }>(
      'SELECT EXISTS (SELECT FROM demo WHERE filled_at IS NOT NULL) AS loaded',
    );
    return rows[0]!.loaded;
  };
  await until(loaded, (done) => done).finally(() => owner.end());
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
