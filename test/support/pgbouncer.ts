import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { freePort } from './processes.js';
import { until } from './until.js';

const PATH = `${process.env['PATH']}:/usr/sbin`;

export const pgBouncerIsInstalled = (): boolean =>
  spawnSync('pgbouncer', ['--version'], { env: { PATH } }).status === 0;

/** A PgBouncer of a test's own before a database of the run that can be ended and started again. */
export class PgBouncer {
  private child: ChildProcess | undefined;

  private constructor(
    /** The database through it. */
    readonly url: string,
    private readonly folder: string,
  ) {}

  /** @param sessions to PostgreSQL: so few that everybody shares them with everybody. */
  static async before(databaseUrl: string, sessions: number, mode = 'transaction'): Promise<PgBouncer> {
    const { hostname, port, username, password, pathname } = new URL(databaseUrl);
    const [own, folder] = [await freePort(), await mkdtemp(join(tmpdir(), 'yttra-pgbouncer-'))];
    const login = [
      `user='${decodeURIComponent(username)}'`,
      password && `password='${decodeURIComponent(password)}'`,
    ];
    const settings = [
      '[databases]',
      `${pathname.slice(1)} = host=${hostname} port=${port} ${login.join(' ')}`,
      '[pgbouncer]',
      'listen_addr = 127.0.0.1',
      `listen_port = ${own}`,
      'unix_socket_dir =',
      'auth_type = any',
      `pool_mode = ${mode}`,
      `default_pool_size = ${sessions}`,
      'max_client_conn = 500',
      '',
    ];
    await writeFile(join(folder, 'pgbouncer.ini'), settings.join('\n'));
    // As root it works as somebody else, who must be able to read them.
    await chmod(folder, 0o755);
    const bouncer = new PgBouncer(`postgres://anyone@127.0.0.1:${own}${pathname}`, folder);
    await bouncer.run();
    return bouncer;
  }

  /** Starts it again after `end`, at the same address. */
  async run(): Promise<void> {
    const somebody = process.getuid?.() === 0 ? ['--user', 'nobody'] : [];
    this.child = spawn('pgbouncer', ['--quiet', ...somebody, join(this.folder, 'pgbouncer.ini')], {
      env: { PATH },
      stdio: 'ignore',
    });
    await until(
      () => this.answers(),
      (answered) => answered,
    );
  }

  /** At once: whoever is in the middle of a transaction loses their connection. */
  async end(): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
  }

  async stop(): Promise<void> {
    await this.end();
    await rm(this.folder, { recursive: true, force: true });
  }

  private async answers(): Promise<boolean> {
    const client = new pg.Client({ connectionString: this.url, connectionTimeoutMillis: 1000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query('SELECT');
      return true;
    } catch {
      return false;
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}
