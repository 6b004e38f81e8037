import type pg from 'pg';
import { fault, type Fault } from './fault.js';
import { rowsOf } from './rows-of.js';
import { sha256 } from './verify-chains.js';

interface Version {
  readonly consultation_id: string;
  readonly number: number;
  readonly content: unknown;
  readonly said: string;
}

/** A statement may be long. */
const PAGE = 5;

/** A version of a statement whose text is not the one that its event tells the hash of. */
export async function firstAlteredText(client: pg.Client): Promise<Fault | undefined> {
  for await (const { consultation_id, number, content, said } of rowsOf<Version>(client, TEXTS, PAGE)) {
    if (sha256(content) !== said)
      return fault('text-altered', null, `Version ${number} av yttrandet ${consultation_id} är ändrad.`);
  }
  return undefined;
}

const TEXTS = `SELECT consultation_id, number, content, after->>'sha256' AS said FROM statement_versions
  JOIN audit_events USING (consultation_id)
  WHERE object_type = 'statement' AND (after->>'version')::int = number AND after ? 'sha256'
  ORDER BY consultation_id, number`;
