import { performance } from 'node:perf_hooks';
import { LocalFiles } from '../../documents/local-files.js';
import type { Connected } from '../command-line/on-database.js';
import { error, ok, type Check } from './finding.js';

const ROWS_AT_ONCE = 1000;
const LONGEST_MS = 30_000;
const MOST_NAMED = 5;

/** Whether every document, every paper of a dispatch and every package for an archive, still has its file, the newest first, for as long as an operator waits. */
export const filesOfDocuments: Check = async (connected) => {
  const files = new LocalFiles(connected.settings);
  const until = performance.now() + LONGEST_MS;
  const missing: string[] = [];
  let seen = 0;
  let isWhole = true;
  for await (const { id, sha256 } of documentsOf(connected)) {
    isWhole = performance.now() < until;
    if (!isWhole) break;
    seen += 1;
    if (!(await files.has(sha256))) missing.push(id);
  }
  const which = isWhole ? `${seen} handlingar` : `de ${seen} senaste handlingarna (fler hanns inte med)`;
  if (missing.length === 0) return ok(`${which} har sina filer`);
  const named = missing.slice(0, MOST_NAMED).join(', ');
  return error(
    `filen saknas för ${missing.length} av ${which}: ${named}${missing.length > MOST_NAMED ? ' …' : ''}`,
    'Hämta documents/ ur en säkerhetskopia till DOCUMENTS_DIRECTORY; det som finns där skrivs inte över av samma innehåll.',
  );
};

async function* documentsOf({ client }: Connected): AsyncGenerator<{ id: string; sha256: string }> {
  for (let after: string | null = null; ;) {
    const { rows }: { rows: { id: string; sha256: string }[] } = await client.query(
      `SELECT id, sha256 FROM (
         SELECT id, sha256 FROM documents WHERE disposed_at IS NULL
         UNION ALL SELECT dispatch_id, sha256 FROM dispatch_papers WHERE sha256 IS NOT NULL
         UNION ALL SELECT id, sha256 FROM signature_requests WHERE sha256 IS NOT NULL
         UNION ALL SELECT id, sha256 FROM archive_packages WHERE sha256 IS NOT NULL AND removed_at IS NULL
       ) kept WHERE $1::uuid IS NULL OR id > $1 ORDER BY id LIMIT ${ROWS_AT_ONCE}`,
      [after],
    );
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}
