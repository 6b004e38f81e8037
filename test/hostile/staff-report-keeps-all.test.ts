import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Invalid } from '../../src/rules/problem.js';
import { REPORT_PARTS, type ReportHeading } from '../../src/organisation/report-headings/report-heading.js';
import { readStaffReport, type StaffReport } from '../../src/statements/staff-report/read-staff-report.js';
import type { PaperLine } from '../../src/papers/reading/paper-line.js';
import { bodies, read, reports } from '../support/staff-reports.js';

const MONTHS = 'januari februari mars april maj juni juli augusti september oktober november december'.split(
  ' ',
);

/** A date is said as it was written, or as `YYYY-MM-DD`. */
const sameDates = (text: string): string =>
  text.replace(
    /\b(\d{1,2}) ([a-z]{3,9}) (\d{4})\b/giu,
    (written, day: string, month: string, year: string) => {
      const number = MONTHS.indexOf(month.toLowerCase()) + 1;
      return number > 0 ? `${year}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}` : written;
    },
  );

const spaced = (text: string): string =>
  text
    .replace(/[\uFB00-\uFB06]/gu, (glyph) => glyph.normalize('NFKC'))
    .normalize('NFC')
    .replace(/\s+/gu, ' ');

/** Nothing but letters and digits: what joining, trimming and taking off list marks leave alone. */
const lettersOf = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();
const bare = (text: string): string => lettersOf(sameDates(spaced(text)));
/** A date that was broken over two lines is none on either of them. */
const asWritten = (text: string): string => lettersOf(spaced(text));

/** Facts, and bodies by name for their codes: what an import answers with in other words than the line's. */
function factsOf({ content, found }: StaffReport): string {
  const recipients = content.recipients.map(
    ({ body, email, name }) => bodies.find(({ code }) => code === body)?.name ?? email ?? name,
  );
  const { ownCaseNumber, date, officer, deadline, relatedCases } = found;
  return bare([recipients, ownCaseNumber, date, officer, deadline, relatedCases].flat().join(' '));
}

/** Every text that an import answers with, one by one. */
function textsOf({ content, headings, unplaced }: StaffReport): string[] {
  const texts = [content.title, content.summary, content.matter, content.assessment];
  texts.push(...content.sections.map(({ text }) => text));
  texts.push(content.clauses.map(({ text }) => text).join(' '));
  texts.push(content.basis.map(({ title }) => title).join(' '));
  texts.push(...[...headings, ...unplaced].map(({ text }) => text));
  return texts;
}

/** A line's words, as they would be found: the mark of a list's item is its place in the list. */
const wordsOf = (line: string): string => line.trim().replace(/^(?:\d{1,2}[.)]|[•·▪*–—-])\s+/u, '');

/** Lines that stand nowhere in the answer, or less often than they were given. */
function lost(text: string, report: StaffReport): string[] {
  const texts = textsOf(report);
  const kept = texts.map(bare).join('\n');
  const written = texts.map(asWritten).join('\n');
  const facts = factsOf(report);
  const given = new Map<string, { line: string; times: number }>();
  for (const line of text.split(/[\r\n\f]/)) {
    const words = bare(wordsOf(line));
    given.set(words, { line, times: (given.get(words)?.times ?? 0) + 1 });
  }
  given.delete('');
  return [...given].flatMap(([words, { line, times }]) =>
    kept.split(words).length > times ||
    written.split(asWritten(wordsOf(line))).length > times ||
    isAmongFacts(line, facts) ||
    endsAClause(line, report)
      ? []
      : [line],
  );
}

/** ”att tillstyrka planen, och” is a clause without what joins it to the next. */
function endsAClause(line: string, { content }: StaffReport): boolean {
  const [said, joint] = wordsOf(line).split(/(?:^|[,;]? )(?=(?:samt|och)$)/u);
  return joint !== undefined && content.clauses.some(({ text }) => bare(text).includes(bare(said!)));
}

/** One fact is enough for a letterhead that says it on every page; ”och” between two bodies makes them two. */
const isAmongFacts = (line: string, facts: string): boolean =>
  sameDates(wordsOf(line))
    .split(/\s+/u)
    .every((word) => word === 'och' || facts.includes(bare(word)));

/** As pasted, scanned, cut or typed by someone else. */
// prettier-ignore
const mutations: Readonly<Record<string, (lines: string[], at: number, to: number, odd: string) => void>> = {
  remove:    (lines, at)          => void lines.splice(at, 1),
  double:    (lines, at)          => void lines.splice(at, 0, lines[at]!),
  swap:      (lines, at, to)      => void ([lines[at], lines[to]] = [lines[to]!, lines[at]!]),
  shuffle:   (lines, at, to)      => void lines.push(...lines.splice(Math.min(at, to), Math.abs(at - to))),
  blank:     (lines, at)          => void lines.splice(at, 0, ''),
  close:     (lines)              => void lines.splice(0, lines.length, ...lines.filter((line) => line.trim() !== '')),
  pageBreak: (lines, at)          => void (lines[at] = `\f${lines[at]}`),
  header:    (lines, at, to)      => [at, to].forEach((place) => lines.splice(place, 0, '\fExempelkommun Sida 2 (3)')),
  garble:    (lines, at, _, odd)  => void (lines[at] = `${lines[at]!.slice(0, 9)}${odd.replace(/[\r\n\f]/g, '')}${lines[at]!.slice(9)}`),
  hyphenate: (lines, at)          => void lines.splice(at, 1, ...lines[at]!.replace(/(\p{Ll}{3})(\p{Ll}{3})/u, '$1-\n$2').split('\n')),
  break:     (lines, at)          => void lines.splice(at, 1, ...lines[at]!.replace(' ', '\n').split('\n')),
  shout:     (lines, at)          => void (lines[at] = lines[at]!.toUpperCase()),
  colon:     (lines, at)          => void (lines[at] = `${lines[at]!.trimEnd()}:`),
  mark:      (lines, at)          => void (lines[at] = `• ${lines[at]}`),
  number:    (lines, at)          => void (lines[at] = `2. ${lines[at]}`),
  markdown:  (lines, at)          => void (lines[at] = `## ${lines[at]}`),
  quotes:    (lines)              => lines.forEach((line, index) => (lines[index] = line.replace(/”/gu, index % 2 ? '“' : '»'))),
  carriage:  (lines)              => lines.forEach((line, index) => (lines[index] = `${line}\r`)),
};
const strangers = `
  Sammanfattning | Beslutsunderlag | Beslutet skickas till | Ärendet | Yttrande
  TJÄNSTESKRIVELSE | Diarienummer: KS 2024/7 | Datum | Datum Diarienummer | Handläggare
  Er beteckning | Sista svarsdag: i morgon | Sida 3 (4) | 3 | • | ____ | Per Lind
  Förvaltningschef | Kommunstyrelsen och kommunfullmäktige | 2023-05-22 | 22 maj 2023
  KS 2024/7 | 2023-05-22 KS 2024/7 | Expedieras till: akten | Ärende: Remiss
  • punkt ett | 2) två | att avslå | Barn- och | håll- | 2024- | kontakt@exempel.se
  en rad, två, tre`
  .split(/ \| |\n/)
  .map((line) => line.trim())
  .concat(`Nämnden ${'och nämnden '.repeat(40)} 2023-05-22`);

const change = fc.record({
  how: fc.constantFrom(...Object.keys(mutations), 'insert'),
  at: fc.nat(200),
  to: fc.nat(200),
  odd: fc.string({ unit: 'grapheme', maxLength: 20 }),
  stranger: fc.constantFrom(...strangers),
});

type Change = typeof change extends fc.Arbitrary<infer C> ? C : never;

function changed(text: string, changes: readonly Change[]): string {
  const lines = text.split('\n');
  for (const { how, at, to, odd, stranger } of changes) {
    const [from, until] = [at % (lines.length || 1), to % (lines.length || 1)];
    if (how === 'insert' || lines.length === 0) lines.splice(from, 0, stranger);
    else mutations[how]!(lines, from, until, odd);
  }
  return lines.join('\n').toWellFormed(); // half a character never gets past the edge of the service
}

function expectNothingLost(text: string, readIt = () => read(text)): void {
  let report: StaffReport;
  try {
    report = readIt();
  } catch (refused) {
    expect(refused).toBeInstanceOf(Invalid); // every heading has been mutated away
    return;
  }
  expect(lost(text, report)).toEqual([]);
}

/** The same texts each time, so that a build fails for what was changed; `FUZZ_SEED=n` tries others. */
const RUNS = { numRuns: 1500, seed: Number(process.env['FUZZ_SEED'] ?? 474) };

describe('nothing is dropped', () => {
  it.each(reports.map((text, index) => [index, text] as const))('of report %i', (_, text) => {
    expect(lost(text, read(text))).toEqual([]);
  });

  it('of reports that are cut, shuffled, garbled, retyped and broken over pages', () => {
    const reportsAndChanges = [fc.constantFrom(...reports), fc.array(change, { maxLength: 12 })] as const;
    fc.assert(
      fc.property(...reportsAndChanges, (text, changes) => expectNothingLost(changed(text, changes))),
      RUNS,
    );
  });

  it('of papers, whatever their files say of their lines', () => {
    const mark = fc.record(
      {
        after: fc.constantFrom('break', 'item', 'blank', 'page'),
        level: fc.integer({ min: 1, max: 9 }),
        aside: fc.constantFrom('header', 'footer', 'footnote', 'stamp', 'contents'),
        isTabbed: fc.boolean(),
      },
      { requiredKeys: ['after'] },
    );
    const marks = fc.array(fc.option(mark, { nil: undefined, freq: 3 }), { minLength: 20, maxLength: 60 });
    fc.assert(
      fc.property(
        fc.constantFrom(...reports),
        fc.array(change, { maxLength: 6 }),
        marks,
        (text, changes, said) => {
          const rows = changed(text, changes)
            .split(/[\r\n\f]/)
            .filter((row) => row.trim() !== '');
          const lines = rows.map((row, at): PaperLine => {
            const { isTabbed = false, ...known } = said[at % said.length] ?? { after: 'blank' };
            return { text: isTabbed ? row.replaceAll(' ', '\t') : row, ...known };
          });
          expectNothingLost(rows.join('\n'), () => readStaffReport(lines, bodies));
        },
      ),
      RUNS,
    );
  });

  it('of reports whose bodies have said of their lines what they are', () => {
    const lineOf = (text: string, at: number): string => {
      const rows = text.split(/[\r\n\f]/).filter((row) => row.trim() !== '');
      return rows[at % (rows.length || 1)]?.trim() ?? 'Rubrik';
    };
    const part = fc.constantFrom(...REPORT_PARTS);
    const taught = fc.array(fc.tuple(fc.nat(200), fc.constantFrom(null, ...strangers), part), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...reports),
        fc.array(change, { maxLength: 8 }),
        taught,
        (text, changes, said) => {
          const whole = changed(text, changes);
          const headings = said.map(([at, stranger, of]): ReportHeading => ({
            heading: stranger ?? lineOf(whole, at),
            part: of,
          }));
          expectNothingLost(whole, () => readStaffReport(whole, bodies, undefined, headings));
        },
      ),
      RUNS,
    );
  });

  it('of texts that are made of headings, facts and lines at random', () => {
    const word = fc.stringMatching(/^[a-zåäöA-ZÅÄÖ]{1,12}$/);
    const words = fc.array(word, { minLength: 1, maxLength: 12 }).map((list) => list.join(' '));
    const line = fc.oneof(
      words,
      fc.constantFrom('', ...strangers),
      fc.constantFrom('att ', '• ', '1. ').chain((mark) => words.map((text) => mark + text)),
    );
    const lines = fc.array(line, { maxLength: 40 });
    fc.assert(
      fc.property(lines, lines, (before, after) =>
        expectNothingLost([...before, 'Sammanfattning', ...after].join('\n')),
      ),
      RUNS,
    );
  });
});
