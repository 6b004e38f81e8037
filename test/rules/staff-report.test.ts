import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { projectRoot } from '../../src/config/project-root.js';
import { Invalid } from '../../src/rules/problem.js';
import { readStaffReport, type StaffReport } from '../../src/statements/staff-report/read-staff-report.js';

const bodies = [
  { code: 'KF', name: 'Kommunfullmäktige' },
  { code: 'KS', name: 'Kommunstyrelsen' },
  { code: 'TSN', name: 'Tekniska servicenämnden' },
];
/** The real report, and three synthetic ones in the layouts of published reports (law-and-practice, section 3). */
const real = readFileSync(join(projectRoot, 'src/operating/demo/internremiss-social-hallbarhet.txt'), 'utf8');
const synthetic = (name: string) => readFileSync(join(projectRoot, 'test/data', name), 'utf8');
const reports = [real, synthetic('goteborg.txt'), synthetic('nacka.txt'), synthetic('sollentuna.txt')];

const codes = (report: StaffReport) => report.warnings.map(({ code }) => code);

describe('a report as in Göteborg (synthetic)', () => {
  const report = readStaffReport(synthetic('goteborg.txt'), bodies);

  it('has its facts on lines of their own before the title', () => {
    expect(report.content.title).toBe('Remiss angående program för jämlik stad');
    expect(report.found).toMatchObject({
      date: '2016-10-21',
      ownCaseNumber: '1900/16',
      officer: 'Anna Ek',
      relatedCases: ['KS 353/2008'],
    });
    expect(codes(report)).not.toContain('no-signature');
  });
  it('has numbered clauses, whose stance is said outright', () => {
    expect(report.content.clauses).toEqual([
      {
        text: 'Förslaget till program för jämlik stad tillstyrks med de synpunkter som framgår av tjänsteutlåtandet 2016-10-21.',
      },
      { text: 'Ärendet förklaras omedelbart justerat.' },
    ]);
    expect(report.content.stance).toBe('supports-with-comments');
  });
  it('joins words broken at the end of a line, and keeps headings without a field as sections', () => {
    expect(report.content.summary).toContain('vara kommunstyrelsen till handa');
    expect(report.content.sections.map(({ heading }) => heading)).toEqual([
      'Ekonomiska konsekvenser',
      'Barn-, mångfalds-, jämställdhets- och miljöperspektiv',
    ]);
    expect(report.found.priorDecisions).toEqual([{ body: 'KS', date: '2016-09-14', section: '332' }]);
  });
});

describe('a report as in Nacka (synthetic)', () => {
  const report = readStaffReport(synthetic('nacka.txt'), bodies);

  it('has labelled facts, each in its role', () => {
    expect(report.found).toMatchObject({
      date: '2023-10-20',
      ownCaseNumber: 'TSN 2023/112',
      relatedCases: ['KS 2023/474'],
      officer: 'Bo Berg',
      deadline: '2023-12-15',
      priorDecisions: [{ body: 'KF', date: '2023-05-22', section: '134' }],
    });
  });
  it('has the proposal first, and a header on every page that is not text', () => {
    expect(report.content).toMatchObject({
      title: 'Yttrande över hållbarhetsmål 2024–2040',
      stance: 'no-objection',
      summary: 'Nämnden har fått kommunens hållbarhetsmål på remiss.',
      assessment: 'Målen är tydliga.',
      basis: [
        { title: 'Tjänsteskrivelse 2023-10-20' },
        { title: 'Förslag till hållbarhetsmål, daterat 2023-09-01' },
      ],
      recipients: [{ body: 'KS' }, { email: 'miljo@exempel.se' }, { name: 'Hembygdsföreningen' }],
    });
    expect(report.unplaced.map(({ text }) => text)).toEqual([
      'NACKA EXEMPELKOMMUN Sida 1 (2)',
      'NACKA EXEMPELKOMMUN Sida 2 (2)',
    ]);
  });
});

describe('a report as in Sollentuna (synthetic)', () => {
  const report = readStaffReport(synthetic('sollentuna.txt'), bodies);

  it('has bulleted clauses, other names of the same headings, and hanging hyphens', () => {
    expect(report.content.clauses.map(({ text }) => text)).toEqual([
      'Motionen anses besvarad.',
      'Beslutet överlämnas till kommunfullmäktige.',
    ]);
    expect(report.content.matter).toContain('Barn- och utbildningskontoret samt tekniska kontoret');
    expect(report.content.assessment).toMatch(/^Tekniska kontoret anser .* “säkra skolvägar” prioriteras\.$/);
    expect(report.content.basis).toEqual([{ title: 'Motion 2022-03-14' }, { title: 'Cykelplan' }]);
    expect(report.content.recipients).toEqual([{ body: 'KF' }]);
  });
});

describe('what is no report', () => {
  it.each([
    ['', 'empty-report'],
    [' \n\f\n\t', 'empty-report'],
    ['Hej!\n\nKan vi ses på torsdag?', 'not-a-staff-report'],
    ['a'.repeat(1_000_000), 'not-a-staff-report'],
  ])('is refused', (text, code) => {
    expect(() => readStaffReport(text, bodies)).toThrow(Invalid);
    expect(() => readStaffReport(text, bodies)).toThrow(
      expect.objectContaining({ invalid: [expect.objectContaining({ code })] }),
    );
  });

  it('takes no more than a moment, however long or odd', () => {
    const odd = [
      'Sammanfattning\n' + 'a '.repeat(400_000),
      'Sammanfattning\n' + '\n'.repeat(900_000),
      'Förslag till beslut\n' + 'att i enlighet med\n'.repeat(50_000),
      'Sammanfattning\n' + '§ 1 den 22 maj 2023 KF '.repeat(20_000),
    ];
    const began = performance.now();
    for (const text of odd) readStaffReport(text, bodies);
    expect(performance.now() - began).toBeLessThan(60_000); // quadratic work would take hours
  });
});

/** Nothing but letters and digits: what joining, trimming and taking off list marks leave alone. */
const bare = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();

/** Everything an import answers with, and so everything a person can find again; a body's code stands for its name. */
function everything({ content, found, headings, unplaced }: StaffReport): string {
  const { recipients, ...fields } = content;
  const named = recipients.map(
    ({ body, email, name }) => bodies.find(({ code }) => code === body)?.name ?? email ?? name,
  );
  const texts = [...headings.map(({ text }) => text), ...unplaced.map(({ text }) => text)];
  return bare(JSON.stringify([Object.values(fields), named, found, texts]).replaceAll('\\n', ' '));
}

/** Words of a line, as they would be found: an item's mark is its place in the list. */
function lost(text: string, report: StaffReport): string[] {
  const kept = everything(report);
  const lines = text.split(/\r\n|[\n\r\f]/);
  return lines.filter((line) => {
    const words = bare(line.trim().replace(/^\d{1,2}[.)]\s+/, ''));
    return words !== '' && !kept.includes(words);
  });
}

describe('nothing is dropped', () => {
  it.each(reports.map((text, index) => [index, text] as const))('of report %i', (_, text) => {
    expect(lost(text, readStaffReport(text, bodies))).toEqual([]);
  });

  const mutations = fc.array(
    fc.oneof(
      fc.record({ kind: fc.constant('delete' as const), at: fc.nat(200) }),
      fc.record({ kind: fc.constant('double' as const), at: fc.nat(200) }),
      fc.record({ kind: fc.constant('swap' as const), at: fc.nat(200), to: fc.nat(200) }),
      fc.record({
        kind: fc.constant('insert' as const),
        at: fc.nat(200),
        text: fc.constantFrom(
          'Sammanfattning',
          'Beslutsunderlag',
          'Beslutet skickas till',
          'Diarienummer: KS 2024/7',
          'Handläggare',
          'Sida 3 (4)',
          '3',
          '• punkt ett',
          '2) två',
          'att avslå',
          'Per Lind',
          'Förvaltningschef',
          'TJÄNSTESKRIVELSE',
          'Ekonomiska konsekvenser',
          'en rad utan sammanhang',
          'Barn- och',
          'håll-',
          'kontakt@exempel.se',
        ),
      }),
      fc.record({
        kind: fc.constant('garble' as const),
        at: fc.nat(200),
        with: fc.string({ unit: 'grapheme', maxLength: 30 }),
      }),
      fc.record({ kind: fc.constant('pageBreak' as const), at: fc.nat(200) }),
      fc.record({ kind: fc.constant('blank' as const), at: fc.nat(200) }),
      fc.record({ kind: fc.constant('carriage' as const) }),
    ),
    { maxLength: 12 },
  );

  it('of reports that are cut, shuffled, garbled and broken over pages', () => {
    fc.assert(
      fc.property(fc.constantFrom(...reports), mutations, (original, changes) => {
        // Half a character never gets past the edge of the service.
        const text = changes.reduce(mutated, original).toWellFormed();
        let report: StaffReport;
        try {
          report = readStaffReport(text, bodies);
        } catch (refused) {
          expect(refused).toBeInstanceOf(Invalid); // every heading has been mutated away
          return;
        }
        expect(lost(text, report)).toEqual([]);
      }),
      { numRuns: 600 },
    );
  });

  it('of texts that are made of headings, facts and lines at random', () => {
    const words = fc
      .array(fc.stringMatching(/^[a-zåäöA-ZÅÄÖ]{1,12}$/), { minLength: 1, maxLength: 12 })
      .map((list) => list.join(' '));
    const line = fc.oneof(
      words,
      words.map((text) => `att ${text}`),
      words.map((text) => `• ${text}`),
      fc.constantFrom(
        '',
        'Ärendet',
        'Förslag till beslut',
        'Sammanfattning',
        'Bilagor',
        'Datum 2024-01-02',
        'Dnr: X 2024/1',
        'Expedieras till',
      ),
    );
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 60 }), (lines) => {
        const text = ['Sammanfattning', ...lines].join('\n');
        expect(lost(text, readStaffReport(text, bodies))).toEqual([]);
      }),
      { numRuns: 600 },
    );
  });
});

type Mutation = { kind: string; at?: number; to?: number; text?: string; with?: string };

function mutated(text: string, { kind, at = 0, to = 0, text: added = '', with: odd = '' }: Mutation): string {
  if (kind === 'carriage') return text.replace(/\r?\n/g, '\r\n');
  const lines = text.split('\n');
  const index = at % lines.length;
  const line = lines[index]!;
  if (kind === 'delete') lines.splice(index, 1);
  if (kind === 'double') lines.splice(index, 0, line);
  if (kind === 'insert') lines.splice(index, 0, added);
  if (kind === 'blank') lines.splice(index, 0, '');
  if (kind === 'pageBreak') lines[index] = `\f${line}`;
  if (kind === 'garble')
    lines[index] = line.slice(0, line.length / 2) + odd.normalize('NFC') + line.slice(line.length / 2);
  if (kind === 'swap') [lines[index], lines[to % lines.length]] = [lines[to % lines.length]!, line];
  return lines.join('\n');
}
