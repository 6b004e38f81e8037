import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type pg from 'pg';
import { SEAL, type Seal } from '../../audit/seal.js';
import { fault, type Fault } from './fault.js';
import { rowsOf } from './rows-of.js';
import { sha256 } from './verify-chains.js';

/** A seal may hold the heads of thousands of chains. */
const PAGE = 5;

/** Follows the seals from the first, and each head that they hold to its link: a tail that was cut is found. */
export async function firstBrokenSeal(client: pg.Client): Promise<Fault | undefined> {
  let before: Seal | undefined;
  for await (const seal of rowsOf<Seal>(client, `SELECT ${SEAL} FROM audit_seals ORDER BY number`, PAGE)) {
    const wrong = wrongWith(seal, before);
    if (wrong) return fault('seal-altered', null, wrong);
    before = seal;
  }
  return headWithoutLink(client);
}

function wrongWith({ hash, ...content }: Seal, before: Seal | undefined): string | undefined {
  const { number, previous } = content;
  if (number !== (before?.number ?? 0) + 1) return `Försegling ${(before?.number ?? 0) + 1} saknas.`;
  if (previous !== (before?.hash ?? null)) return `Försegling ${number} hänger inte ihop med den före.`;
  return hash === sha256(content) ? undefined : `Försegling ${number} är ändrad.`;
}

async function headWithoutLink(client: pg.Client): Promise<Fault | undefined> {
  const { rows } = await client.query<{ number: number; chain: string; position: number }>(
    `SELECT number, head.chain, head.position
     FROM audit_seals, jsonb_to_recordset(heads) AS head (chain text, position integer, hash text)
     LEFT JOIN audit_links link ON link.chain = head.chain AND link.position = head.position
     WHERE link.hash IS DISTINCT FROM head.hash ORDER BY number LIMIT 1`,
  );
  const [found] = rows;
  if (!found) return undefined;
  const says = `Kedjan ${found.chain} är avkortad eller omskriven: försegling ${found.number} såg händelse ${found.position} i den.`;
  return fault('trail-cut-off', null, says);
}

/**
 * Holds the seals to those that were published outside the database, one JSON object a line: whoever can
 * rewrite the whole database cannot rewrite them. Looks at the lines that begin in the first `size` bytes; a last one that a
 * crash cut short does not count.
 */
export async function firstUnlikePublished(
  client: pg.Client,
  { file, size }: { readonly file: string; readonly size: number },
): Promise<Fault | undefined> {
  const { rows } = await client.query<{ number: number; hash: string }>(
    'SELECT number, hash FROM audit_seals',
  );
  const kept = new Map(rows.map(({ number, hash }) => [number, hash]));
  let begins = 0;
  for await (const line of createInterface({ input: createReadStream(file, 'utf8') })) {
    if (begins >= size) break;
    begins += Buffer.byteLength(line) + 1;
    const seal = sealIn(line);
    if (line === '' || (seal === undefined && begins > size)) continue;
    const wrong = unlike(seal, kept, file);
    if (wrong) return wrong;
  }
  return undefined;
}

function unlike(seal: Seal | undefined, kept: ReadonlyMap<number, string>, file: string): Fault | undefined {
  if (seal === undefined) return fault('seal-altered', null, `${file} har en rad som inte är en försegling.`);
  const { hash, ...content } = seal;
  if (hash !== sha256(content))
    return fault('seal-altered', null, `Försegling ${content.number} i ${file} är ändrad.`);
  if (kept.get(content.number) === hash) return undefined;
  const says = `Försegling ${content.number} finns i ${file} men inte i databasen: historiken är avkortad eller omskriven.`;
  return fault('trail-cut-off', null, says);
}

function sealIn(line: string): Seal | undefined {
  try {
    return JSON.parse(line) as Seal;
  } catch {
    return undefined;
  }
}
