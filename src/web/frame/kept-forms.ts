import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../config/clock.js';
import { opened, sealed } from '../../database/sealed.js';
import { hashOfSecret } from '../../identity/sessions.js';

/** What somebody had filled in when their session turned out to have ended. */
export interface KeptForm {
  /** Where it was sent; of what a page keeps by itself what that is, which is the path of no form. */
  readonly path: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

const KEPT_MINUTES = 60;
/** Beyond so much of one person's the oldest go: whoever sends again and again fills no disk with it. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * Keeps a form until the same person has signed in again, for an hour at most. It is encrypted under a key that only the
 * browser has, so that the database holds no second copy of what they wrote.
 */
@Injectable()
export class KeptForms {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** @returns the key, for the browser. */
  async keep(username: string, form: KeptForm): Promise<string> {
    const key = randomBytes(32).toString('base64url');
    await this.dataSource.query(KEEP, [
      hashOfSecret(key),
      username,
      sealed(Buffer.from(JSON.stringify(form)), cipherKey(key)),
      this.clock.now(),
      KEPT_MINUTES,
      MOST_BYTES,
    ]);
    return key;
  }

  /**
   * What was kept at a path, only for whoever filled it in. A key of anything else finds nothing: what a person has typed
   * is never taken for what a page has found.
   */
  async find(key: string, username: string, path: string): Promise<KeptForm | undefined> {
    const [row]: { content: Buffer }[] = await this.dataSource.query(
      'SELECT content FROM kept_forms WHERE key_sha256 = $1 AND username = $2 AND expires_at > $3',
      [hashOfSecret(key), username, this.clock.now()],
    );
    const form = row && (JSON.parse(opened(row.content, cipherKey(key)).toString('utf8')) as KeptForm);
    return form?.path === path ? form : undefined;
  }

  async forget(key: string): Promise<void> {
    await this.dataSource.query('DELETE FROM kept_forms WHERE key_sha256 = $1', [hashOfSecret(key)]);
  }
}

const KEEP = `
  WITH kept AS (
    INSERT INTO kept_forms (key_sha256, username, content, expires_at)
    VALUES ($1, $2, $3, $4::timestamptz + make_interval(mins => $5))
  )
  DELETE FROM kept_forms WHERE key_sha256 IN (
    SELECT key_sha256 FROM (
      SELECT key_sha256, sum(octet_length(content)) OVER (ORDER BY expires_at DESC, key_sha256) AS bytes
      FROM kept_forms WHERE username = $2
    ) earlier WHERE bytes + octet_length($3::bytea) > $6)`;

/** Not the hash that the row is found by. */
const cipherKey = (key: string): Buffer => createHash('sha256').update(`form ${key}`).digest();
