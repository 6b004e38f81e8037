import type pg from 'pg';
import { sha256 } from './verify-chains.js';

interface Version {
  readonly consultation_id: string;
  readonly number: number;
  readonly content: unknown;
  readonly said: string;
}

/** A version of a statement whose text is not the one that its event tells the hash of. */
export async function firstAlteredText(client: pg.Client): Promise<string | undefined> {
  await client.query(`DECLARE texts NO SCROLL CURSOR FOR
    SELECT consultation_id, number, content, after->>'sha256' AS said FROM statement_versions
    JOIN audit_events USING (consultation_id)
    WHERE object_type = 'statement' AND (after->>'version')::int = number AND after ? 'sha256'
    ORDER BY consultation_id, number`);
  for (;;) {
    const { rows } = await client.query<Version>('FETCH 200 FROM texts');
    if (rows.length === 0) return undefined;
    const altered = rows.find(({ content, said }) => sha256(content) !== said);
    if (altered) return `Version ${altered.number} av yttrandet ${altered.consultation_id} är ändrad.`;
  }
}
