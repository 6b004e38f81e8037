import { Socket } from 'node:net';
import pg from 'pg';

/** How long a server may take to let somebody in, and again to answer a first question. */
const ANSWERS_WITHIN_MS = 5000;

/**
 * A connection to PostgreSQL whose loss ends no process. pg tells of it by the event `error`, and Node ends a
 * process that has nobody listening for one. Pools and their users listen by turns, with gaps: between the
 * handshake and the first statement, and whenever a connection changes hands. So the client itself always
 * listens; whoever waits for an answer has it rejected, and a pool that listens still hears.
 *
 * Every connection of ours is one of these: `test/rules/connections.test.ts` looks.
 */
export class DatabaseClient extends pg.Client {
  constructor(config: pg.ClientConfig = {}) {
    super({ connectionTimeoutMillis: ANSWERS_WITHIN_MS, ...config });
    this.on('error', () => undefined);
  }

  /**
   * Connects, and sees that statements are answered: a server that hangs may still answer the handshake.
   *
   * @throws DatabaseUnreachable within a few seconds.
   */
  async reach(): Promise<this> {
    try {
      await this.connect();
      const question = { text: 'SELECT', query_timeout: ANSWERS_WITHIN_MS };
      await this.query(question);
      return this;
    } catch (error) {
      await this.end();
      throw new DatabaseUnreachable(`${this.host}:${this.port}`, error as Error);
    }
  }
}

/** One sentence for whoever runs the service, without the login. */
export class DatabaseUnreachable extends Error {
  override readonly name = 'DatabaseUnreachable';

  constructor(place: string, { message }: Error) {
    super(`Databasen på ${place} går inte att nå (${message}): kontrollera DATABASE_URL.`);
  }
}

/** PostgreSQL ends a statement of the service after fifteen seconds: longer silence means that nobody is there. */
const SILENT_MS = 20_000;

/**
 * A socket for connections on which something is said all the time or somebody waits for it, as in the service's
 * pool. A server that froze, or that the network lost without a word, would otherwise be waited for until it
 * comes back, by every request that had a statement there.
 */
export function socketThatEndsInSilence(): Socket {
  const socket = new Socket();
  socket.setTimeout(SILENT_MS, () => socket.destroy(new SilentDatabase()));
  return socket;
}

class SilentDatabase extends Error {
  readonly code = 'ETIMEDOUT';

  constructor() {
    super(`PostgreSQL has not answered for ${SILENT_MS / 1000} s`);
  }
}
