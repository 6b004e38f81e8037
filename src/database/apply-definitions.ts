import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { DEFINITIONS, type Definition } from './current/definitions.js';

/**
 * Replacing a policy takes a lock that all queries of the table queue behind, so it waits briefly and then tries again.
 */
const LOCK_SECONDS = 2;
const TRIES = 30;
const LOCK_NOT_AVAILABLE = '55P03';
const DEADLOCK = '40P01';

/**
 * Makes the functions, views and policies whose text has changed since they were made here last; all of them after
 * `migrations` have been run, since those may have dropped or replaced any. Each in a transaction of its own, so that no
 * two tables are locked together. What is public is derived anew where it is derived otherwise than before.
 */
export async function applyDefinitions(owner: pg.Client, after: { migrations: boolean }): Promise<void> {
  const before = await madeBefore(owner);
  const made = after.migrations ? new Map<string, string>() : before;
  for (const definition of DEFINITIONS)
    if (made.get(definition.name) !== hashOf(definition)) await apply(owner, definition);
  if (DEFINITIONS.some((one) => one.name === 'publication' && before.get(one.name) !== hashOf(one)))
    await owner.query('SELECT derive_public_entries(ARRAY(SELECT DISTINCT case_id FROM publications))');
  const names = DEFINITIONS.map(({ name }) => name);
  await owner.query('DELETE FROM current_definitions WHERE name <> ALL($1)', [names]);
}

/** How many definitions the database lacks or has with another text. */
export function definitionsToMake(made: ReadonlyMap<string, string>): number {
  return DEFINITIONS.filter((definition) => made.get(definition.name) !== hashOf(definition)).length;
}

async function madeBefore(owner: pg.Client): Promise<Map<string, string>> {
  const { rows } = await owner.query<{ name: string; sha256: string }>(
    'SELECT name, sha256 FROM current_definitions',
  );
  return new Map(rows.map(({ name, sha256 }) => [name, sha256]));
}

const hashOf = ({ sql }: Definition): string => createHash('sha256').update(sql).digest('hex');

async function apply(owner: pg.Client, definition: Definition): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await owner.query('BEGIN');
      await owner.query(
        `SET LOCAL lock_timeout = '${LOCK_SECONDS}s'; SET LOCAL check_function_bodies = off; SET LOCAL client_min_messages = warning`,
      );
      await owner.query(definition.sql);
      await owner.query(
        `INSERT INTO current_definitions (name, sha256) VALUES ($1, $2)
         ON CONFLICT (name) DO UPDATE SET sha256 = excluded.sha256`,
        [definition.name, hashOf(definition)],
      );
      await owner.query('COMMIT');
      return;
    } catch (error) {
      await owner.query('ROLLBACK');
      const { code } = error as { code?: string };
      if (tries === TRIES || (code !== LOCK_NOT_AVAILABLE && code !== DEADLOCK)) throw error;
      await pause(500);
    }
  }
}
