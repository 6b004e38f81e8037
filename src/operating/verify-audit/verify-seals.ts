import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type pg from 'pg';
import { SEAL, type Seal } from '../../audit/seal.js';
import { sha256 } from './verify-chains.js';

/** Follows the seals from the first, and each head that they hold to its link: a tail that was cut is found. */
export async function firstBrokenSeal(client: pg.Client): Promise<string | undefined> {
  const { rows } = await client.query<Seal>(`SELECT ${SEAL} FROM audit_seals ORDER BY number`);
  let before: Seal | undefined;
  for (const seal of rows) {
    const { hash, ...content } = seal;
    if (seal.number !== (before?.number ?? 0) + 1) return `Försegling ${(before?.number ?? 0) + 1} saknas.`;
    if (seal.previous !== (before?.hash ?? null))
      return `Försegling ${seal.number} hänger inte ihop med den före.`;
    if (hash !== sha256(content)) return `Försegling ${seal.number} är ändrad.`;
    before = seal;
  }
  return headWithoutLink(client);
}

async function headWithoutLink(client: pg.Client): Promise<string | undefined> {
  const { rows } = await client.query<{ number: number; chain: string; position: number }>(
    `SELECT number, head.chain, head.position
     FROM audit_seals, jsonb_to_recordset(heads) AS head (chain text, position integer, hash text)
     LEFT JOIN audit_links link ON link.chain = head.chain AND link.position = head.position
     WHERE link.hash IS DISTINCT FROM head.hash ORDER BY number LIMIT 1`,
  );
  const [found] = rows;
  if (!found) return undefined;
  return `Kedjan ${found.chain} är avkortad eller omskriven: försegling ${found.number} såg händelse ${found.position} i den.`;
}

/**
 * Holds the seals to those that were published outside the database, one JSON object a line: whoever can
 * rewrite the whole database cannot rewrite them.
 */
export async function firstUnlikePublished(client: pg.Client, file: string): Promise<string | undefined> {
  const { rows } = await client.query<{ number: number; hash: string }>(
    'SELECT number, hash FROM audit_seals',
  );
  const kept = new Map(rows.map(({ number, hash }) => [number, hash]));
  for await (const line of createInterface({ input: createReadStream(file, 'utf8') })) {
    if (line === '') continue;
    const { hash, ...content } = JSON.parse(line) as Seal;
    if (hash !== sha256(content)) return `Försegling ${content.number} i ${file} är ändrad.`;
    if (kept.get(content.number) !== hash) {
      return `Försegling ${content.number} finns i ${file} men inte i databasen: historiken är avkortad eller omskriven.`;
    }
  }
  return undefined;
}
