import pg from 'pg';
import { ToldOperator } from '../config/told-operator.js';

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

/**
 * Says in one sentence, to whoever runs the service, which host does not answer; without the user name and password.
 */
export class DatabaseUnreachable extends ToldOperator {
  override readonly name = 'DatabaseUnreachable';

  constructor(place: string, { message }: Error) {
    super({
      sv: `Databasen på ${place} går inte att nå (${message}): kontrollera DATABASE_URL.`,
      en: `The database at ${place} cannot be reached (${message}): check DATABASE_URL.`,
    });
  }
}
