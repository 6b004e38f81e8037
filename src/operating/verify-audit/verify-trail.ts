import { stat } from 'node:fs/promises';
import type pg from 'pg';
import type { Fault } from './fault.js';
import { firstBadEvent, recordWithoutEvents } from './follow-events.js';
import { firstBrokenLink } from './verify-chains.js';
import { firstBrokenSeal, firstUnlikePublished } from './verify-seals.js';
import { firstAlteredText } from './verify-texts.js';

/** What there is of the trail. The first and the last event are null where there is none. */
export interface Trail {
  readonly events: number;
  readonly first_event: string | null;
  readonly first_at: Date | null;
  readonly last_event: string | null;
  readonly last_at: Date | null;
}

/**
 * Follows the whole audit trail as it is at one instant, and answers with what is wrong first. Reads alone, for as long as
 * it takes: nobody waits for it, and PostgreSQL keeps what is deleted meanwhile until it is done. The connection must see
 * every row.
 *
 * @param seals the file of published seals, which the database is held to.
 */
export async function verifyTrail(
  client: pg.Client,
  seals: string | undefined,
): Promise<{ readonly trail: Trail; readonly fault: Fault | undefined }> {
  // What is published afterwards may be newer than what this transaction sees.
  const published = seals === undefined ? undefined : { file: seals, size: (await stat(seals)).size };
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  await client.query('SET LOCAL statement_timeout = 0');
  const { rows } = await client.query<Trail>(TRAIL);
  const fault =
    (await firstBadEvent(client)) ??
    (await recordWithoutEvents(client)) ??
    (await firstBrokenLink(client)) ??
    (await firstBrokenSeal(client)) ??
    (await firstAlteredText(client)) ??
    (published && (await firstUnlikePublished(client, published)));
  await client.query('ROLLBACK');
  return { trail: rows[0]!, fault };
}

const TRAIL = `SELECT count.events, first.id AS first_event, first.at AS first_at, last.id AS last_event, last.at AS last_at
  FROM (SELECT count(*)::float8 AS events FROM audit_events) count
  LEFT JOIN LATERAL (SELECT id, at FROM audit_events ORDER BY id LIMIT 1) first ON true
  LEFT JOIN LATERAL (SELECT id, at FROM audit_events ORDER BY id DESC LIMIT 1) last ON true`;
