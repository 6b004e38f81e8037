import type { DataSource } from 'typeorm';
import { likePattern } from '../lists/where.js';

/** Who handles matters, in one of the bodies where they do. */
export class OfficerView {
  /** @example "tsn-handlaggare" */
  username!: string;
  /** @example "Sara Nyström" */
  name!: string;
  /** @example "TSN" */
  body!: string;
}

/**
 * Who handles matters in these bodies, once for each body, in the order of names.
 *
 * @param part of the name or the username; all without it.
 */
export async function officersOf(
  database: DataSource,
  bodies: readonly string[],
  part = '',
): Promise<OfficerView[]> {
  const found: OfficerView[] = await database.query(
    `SELECT DISTINCT people.username, people.name, body_code AS body, name COLLATE "sv-SE-x-icu" AS sorted
     FROM effective_roles JOIN people USING (username)
     WHERE body_code = ANY($1) AND role = 'officer' AND active AND lower(concat_ws(' ', username, name)) LIKE $2
     ORDER BY sorted, username, body_code`,
    [bodies, likePattern(part)],
  );
  return found.map(({ username, name, body }) => ({ username, name, body }));
}
