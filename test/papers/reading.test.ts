import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
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
