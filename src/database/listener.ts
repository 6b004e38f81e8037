import { DatabaseClient } from './database-client.js';

/** How soon a connection that was lost is replaced. */
const AGAIN_MS = 1000;

/**
 * Hears what PostgreSQL notifies of on one channel, over a connection of its own, which LISTEN needs; a lost one is
 * replaced. What was notified of meanwhile is not heard: whoever listens looks for it now and then too.
 */
export class Listener {
  private client: DatabaseClient | undefined;
  private stopped = false;

  constructor(
    private readonly url: string | undefined,
    private readonly channel: 'outbox' | 'changes',
    private readonly heard: () => void,
  ) {}

  /** `pg` tells of one loss twice – the server's last word, then the end of the connection – and it is replaced once. */
  async listen(): Promise<void> {
    const client = new DatabaseClient({
      connectionString: this.url,
      application_name: 'yttra',
      keepAlive: true,
    });
    let lost = false;
    const replace = () => {
      if (lost) return;
      lost = true;
      this.client = undefined;
      void client.end().catch(() => undefined); // already gone is as good as closed
      if (!this.stopped) setTimeout(() => void this.listen(), AGAIN_MS).unref();
    };
    client.on('notification', this.heard);
    client.on('error', replace);
    try {
      await client.reach();
      await client.query(`LISTEN ${this.channel}`);
      if (this.stopped) await client.end();
      else if (!lost) this.client = client;
    } catch {
      replace();
    }
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.client?.end().catch(() => undefined); // already gone is as good as closed
  }
}
