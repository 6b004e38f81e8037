import { createHash, randomBytes } from 'node:crypto';

const VALID_MS = 24 * 3600 * 1000;

/** A service's or an operator's way of asking the database. */
export type Ask = <Row>(sql: string, values: unknown[]) => Promise<Row[]>;

/** The code is known to whoever reads it now; only its hash is kept. */
export interface NewLink {
  readonly code: string;
  readonly expiresAt: Date;
}

export const hashOfCode = (code: string): string => createHash('sha256').update(code).digest('hex');

/** As SQL: somebody can appoint administrators of every body already. */
export const ADMINISTERED = 'EXISTS (SELECT FROM people WHERE municipal_administrator AND active)';

/**
 * Makes the link by which the first administrator is appointed; the one before, if any, works no more.
 *
 * @param replace also one that still works: several processes that start at once make one together.
 * @returns undefined where there is an administrator, or a link that works and is not to be replaced.
 */
export async function makeLink(ask: Ask, now: Date, replace: boolean): Promise<NewLink | undefined> {
  const code = randomBytes(32).toString('base64url');
  const expiresAt = new Date(now.getTime() + VALID_MS);
  const made = await ask(
    `INSERT INTO first_administrator_links AS link (token_sha256, expires_at)
     SELECT $1, $2::timestamptz WHERE NOT ${ADMINISTERED}
     ON CONFLICT (only_one) DO UPDATE SET token_sha256 = $1, expires_at = $2::timestamptz, used_at = NULL
       WHERE $4::boolean OR link.used_at IS NOT NULL OR link.expires_at <= $3::timestamptz
     RETURNING expires_at`,
    [hashOfCode(code), expiresAt, now, replace],
  );
  return made.length > 0 ? { code, expiresAt } : undefined;
}

/** When the link that works ends; undefined where none does. */
export async function linkInForce(ask: Ask, now: Date): Promise<Date | undefined> {
  const [link] = await ask<{ expires_at: Date }>(
    `SELECT expires_at FROM first_administrator_links
     WHERE used_at IS NULL AND expires_at > $1 AND NOT ${ADMINISTERED}`,
    [now],
  );
  return link?.expires_at;
}

/** What the operator reads. The code is pasted into the page: it is part of no address, and so of no log. */
export function invitation({ code, expiresAt }: NewLink, publicUrl: string): string {
  return [
    '',
    'Det finns ingen systemförvaltare ännu. Öppna',
    '',
    `  ${publicUrl}/first-administrator`,
    '',
    `och klistra in koden, som går att använda en gång, till ${inSweden(expiresAt)}:`,
    '',
    `  ${code}`,
    '',
  ].join('\n');
}

export const inSweden = (instant: Date): string =>
  instant.toLocaleString('sv-SE', { timeZone: 'Europe/Stockholm', dateStyle: 'short', timeStyle: 'short' });
