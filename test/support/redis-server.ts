import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { freePort } from './processes.js';
import { until } from './until.js';

export const redisIsInstalled = (): boolean => spawnSync('redis-server', ['--version']).status === 0;

/** A Redis of a test's own, on loopback, that can be killed, frozen and started again where it was. */
export class RedisServer {
  private child: ChildProcess | undefined;

  private constructor(
    readonly port: number,
    private readonly folder: string,
    private readonly settings: readonly string[],
  ) {}

  /** @param settings as on redis-server's command line; in memory only, unless they say otherwise. */
  static async start(settings: readonly string[] = []): Promise<RedisServer> {
    const folder = await mkdtemp(join(tmpdir(), 'yttra-redis-'));
    const server = new RedisServer(await freePort(), folder, settings);
    await server.run();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Starts it again after `kill`, on the same port. */
  async run(): Promise<void> {
    const always = ['--port', String(this.port), '--bind', '127.0.0.1', '--dir', this.folder, '--save', ''];
    this.child = spawn('redis-server', [...always, '--maxmemory-policy', 'noeviction', ...this.settings], {
      stdio: 'ignore',
    });
    await until(
      () => this.ask('PING').catch(() => undefined),
      (answer) => answer === 'PONG',
    );
  }

  /** Asks it one thing over a connection of its own. */
  async ask(command: string, ...values: (string | number)[]): Promise<unknown> {
    const redis = new Redis(this.port, '127.0.0.1', { lazyConnect: true, retryStrategy: () => null });
    redis.on('error', () => undefined); // the rejected command says it
    try {
      return await redis.call(command, ...values);
    } finally {
      redis.disconnect();
    }
  }

  freeze(): void {
    this.child?.kill('SIGSTOP');
  }

  thaw(): void {
    this.child?.kill('SIGCONT');
  }

  async kill(): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
  }

  async stop(): Promise<void> {
    await this.kill();
    await rm(this.folder, { recursive: true, force: true });
  }
}
