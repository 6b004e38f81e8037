import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { getDocumentProxy } from 'unpdf';
import { projectRoot } from '../../src/config/project-root.js';
import { UnreadablePaper, type ReadPaper } from '../../src/papers/reading/paper-line.js';
import { readPaper } from '../../src/papers/reading/read-paper.js';
import { readStaffReport, type StaffReport } from '../../src/statements/staff-report/read-staff-report.js';
import { expectedOf, judged, paperFile, type Judged } from '../support/paper-facts.js';
import { municipality } from '../support/report-facts.js';

const files = readdirSync(join(projectRoot, 'test/data/papers')).filter((name) => !name.endsWith('.json'));
const readable = files.filter((name) => expectedOf(name).outcome === 'read');

async function read(name: string): Promise<ReadPaper | { lines: string; notes: [] }> {
  const file = paperFile(name);
  return name.endsWith('.txt') ? { lines: file.toString('utf8'), notes: [] } : readPaper(file);
}

async function reportIn(name: string): Promise<Judged[]> {
  const { lines, notes } = await read(name);
  const report: StaffReport = readStaffReport(lines, municipality);
  return judged(expectedOf(name), report, [...notes, ...report.warnings.map(({ code }) => code)]);
}

describe('staff reports as files', () => {
  it.each(readable)('are read with every fact: %s', async (name) => {
    expect((await reportIn(name)).filter(({ verdict }) => verdict !== 'found')).toEqual([]);
  });

  it('are read so together: 95 of 100 facts at least, and one wrong at most', async () => {
    const all = (await Promise.all(readable.map(reportIn))).flat();
    const share = (verdict: Judged['verdict']) =>
      all.filter((each) => each.verdict === verdict).length / all.length;
    expect(all.length).toBeGreaterThan(200);
    expect(share('found')).toBeGreaterThanOrEqual(0.95);
    expect(share('wrong')).toBeLessThanOrEqual(0.01);
  });

  it.each(readable.filter((name) => name.endsWith('.pdf')))('lose no word of a page: %s', async (name) => {
    const letters = (text: string) => text.normalize('NFKC').replace(/[^\p{L}]/gu, '');
    const kept = letters((await readPaper(paperFile(name))).lines.map(({ text }) => text).join('\n'));
    const file = await getDocumentProxy(new Uint8Array(paperFile(name)), { verbosity: 0 });
    for (let number = 1; number <= file.numPages; number += 1) {
      const { items } = await (await file.getPage(number)).getTextContent();
      for (const item of items) if ('str' in item) expect(kept).toContain(letters(item.str));
    }
  });

  const refused = { 'needs-ocr': 'needs-ocr', encrypted: 'encrypted', broken: 'truncated', read: '' };
  it.each(files.filter((name) => !readable.includes(name)))(
    'say why they cannot be read: %s',
    async (name) => {
      const refusal = await readPaper(paperFile(name)).catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(UnreadablePaper);
      expect((refusal as UnreadablePaper).why).toBe(refused[expectedOf(name).outcome]);
    },
  );
});

describe('files that were damaged on their way', () => {
  const cut = readable.filter((name) => !name.endsWith('.txt') && paperFile(name).length < 100_000);
  it.each(cut)('are read, or refused with the reason: %s', async (name) => {
    const places = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(places, fc.option(fc.double({ min: 0, max: 1, noNaN: true })), async (bytes, part) => {
        const file = Buffer.from(paperFile(name));
        for (const [at, byte] of bytes) file[at % file.length] = byte;
        const sent = part === null ? file : file.subarray(0, Math.floor(part * file.length));
        const refusal = await readPaper(sent).then(
          () => undefined,
          (error: unknown) => error,
        );
        if (refusal !== undefined) expect(refusal).toBeInstanceOf(UnreadablePaper);
      }),
      { numRuns: 40, seed: Number(process.env['FUZZ_SEED'] ?? 474) },
    );
  });
});
