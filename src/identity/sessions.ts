import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { JWTPayload } from 'jose';
import { DataSource } from 'typeorm';
import { Clock } from '../config/clock.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import { inWorkers, WorksPeriodically } from '../database/periodic-work.js';
import type { ProvenToken } from './access-tokens.js';
import { textsOf } from './claims.js';

/** Somebody who has signed in with a browser. */
export interface Session extends ProvenToken {
  /** As the cookie holds it. */
  readonly id: string;
}

interface Row {
  readonly username: string;
  readonly claims: JWTPayload;
  readonly issued_at: Date;
  readonly used_at: Date;
  readonly ends_at: Date;
}

const sessionOf = (id: string, { username, claims, issued_at: issued, ends_at: ends }: Row): Session => ({
  id,
  username,
  claims,
  issuedAt: issued.getTime() / 1000,
  expiresAt: ends.getTime(),
});

/** `used_at` of a session is updated at most this often, so that most requests write nothing. */
const NOTED_EVERY_MS = 60_000;

export const hashOfSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/**
 * Sessions of browsers, kept in the database so that they are the same for every process and end at once when they are
 * ended. A session ends when it has not been used for `SESSION_IDLE_MINUTES`, and in any case after `SESSION_HOURS`.
 */
@Injectable()
export class Sessions extends WorksPeriodically {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {
    super(inWorkers(settings, 3600));
  }

  protected round(): Promise<unknown> {
    return this.forget();
  }

  /** Begins a session under a new id, whatever the browser held before. Of the claims only those that are used are kept. */
  async begin(username: string, claims: JWTPayload = {}): Promise<string> {
    const id = randomBytes(32).toString('base64url');
    const now = this.clock.now();
    const { OIDC_ROLE_CLAIM, OIDC_ACR_CLAIM, SESSION_HOURS } = this.settings;
    const used = Object.fromEntries(
      ['name', OIDC_ROLE_CLAIM, OIDC_ACR_CLAIM].flatMap((name) => {
        const texts = name === '' ? [] : textsOf(claims, name);
        return texts.length === 0 ? [] : [[name, name === 'name' ? texts[0] : texts] as const];
      }),
    );
    await this.dataSource.query(
      `INSERT INTO sessions (id_sha256, username, claims, issued_at, used_at, ends_at)
       VALUES ($1, $2, $3, $4, $4, $4::timestamptz + make_interval(hours => $5))`,
      [hashOfSecret(id), username, JSON.stringify(used), now, SESSION_HOURS],
    );
    return id;
  }

  /** The session of an id, unless it has ended. It is being used. */
  async find(id: string): Promise<Session | undefined> {
    const row = await this.row(id);
    const now = this.clock.now();
    if (!row || !this.lasts(row, now)) return undefined;
    if (now.getTime() - row.used_at.getTime() > NOTED_EVERY_MS) {
      await this.dataSource.query('UPDATE sessions SET used_at = $2 WHERE id_sha256 = $1 AND used_at < $2', [
        hashOfSecret(id),
        now,
      ]);
    }
    return sessionOf(id, row);
  }

  /** The same without using it: a page that lies open keeps no session from ending. */
  async look(id: string): Promise<Session | undefined> {
    const row = await this.row(id);
    return row && this.lasts(row, this.clock.now()) ? sessionOf(id, row) : undefined;
  }

  /** Whose session an id was, also when it has ended not long ago. */
  async whoseWas(id: string): Promise<string | undefined> {
    return (await this.row(id))?.username;
  }

  async end(id: string): Promise<void> {
    await this.dataSource.query('UPDATE sessions SET ends_at = least(ends_at, $2) WHERE id_sha256 = $1', [
      hashOfSecret(id),
      this.clock.now(),
    ]);
  }

  /** Ends every session that somebody has, in whatever browser. */
  async endAllOf(username: string): Promise<void> {
    await this.dataSource.query(
      'UPDATE sessions SET ends_at = least(ends_at, $2) WHERE username = $1 AND ends_at > $2',
      [username, this.clock.now()],
    );
  }

  private lasts({ used_at: used, ends_at: ends }: Row, now: Date): boolean {
    const idleMs = this.settings.SESSION_IDLE_MINUTES * 60_000;
    return now < ends && now.getTime() - used.getTime() < idleMs;
  }

  private async row(id: string): Promise<Row | undefined> {
    const [row]: Row[] = await this.dataSource.query(
      'SELECT username, claims, issued_at, used_at, ends_at FROM sessions WHERE id_sha256 = $1',
      [hashOfSecret(id)],
    );
    return row;
  }

  private async forget(): Promise<void> {
    await this.dataSource.query(`DELETE FROM sessions WHERE ends_at < $1::timestamptz - interval '1 day'`, [
      this.clock.now(),
    ]);
    await this.dataSource.query('DELETE FROM kept_forms WHERE expires_at < $1', [this.clock.now()]);
  }
}
