import { caseNumbersIn } from './case-numbers.js';
import type { Line } from './lines.js';
import { NO_OWN_HEADINGS } from './own-headings.js';
import { readLines } from './pages.js';
import type { ReportSource } from './report-source.js';

/** A message of mail that is read, and those that it answers or passes on. */
export interface Thread {
  readonly source: ReportSource;
  /** Lines of the other messages, which are not the statement's. */
  readonly others: readonly Line[];
}

const FROM = /^(?:från|from|avsändare):/iu;
const OTHER_LABELS = /^(?:skickat|sent|datum|date|till|to|kopia|cc|ämne|subject|ärende):/iu;
/** The labels of a message's head stand close to each other, and may run on over rows. */
const ROWS_OF_A_HEAD = 6;
const FEWEST_LABELS = 2;

/** ”-----Ursprungligt meddelande-----”, ”Den 2 september 2026 skrev Petra Hjalm <petra@x.example>:” */
const LEADS_IN =
  /^-{2,} ?(?:ursprungligt|vidarebefordrat|original) (?:meddelande|message) ?-{2,}$|^den .{6,60} skrev .{3,120}:$/iu;

/** A message passes on what stands below it. */
const PASSED_ON = /^(?:ämne|subject|ärende): *(?:vb|vs|fw|fwd):/iu;
/** Whoever passes something on writes no more of their own. */
const ROWS_PASSING_ON = 12;

/** The newest message that says more than that it passes on another. The rest is blanked, so that every line keeps its number. */
export function newestMessage(source: ReportSource): Thread {
  const rows = source.text.split(/\r\n|[\n\r]/);
  const begins = beginningsIn(rows.map((row) => row.replace(/[\s\f]+/gu, ' ').trim()));
  if (begins.length === 0) return { source, others: [] };
  const bounds = [0, ...begins, rows.length];
  const messages = bounds.slice(1).map((to, at) => ({ from: bounds[at]!, to }));
  const meant = messages.findIndex(
    ({ from, to }, at) => at === messages.length - 1 || !passesOn(rows.slice(from, to)),
  );
  const { from, to } = messages[meant]!;
  const isMeant = (at: number): boolean => at >= from && at < to;
  const only = (keeps: (at: number) => boolean): ReportSource => ({
    ...source,
    text: rows.map((row, at) => (keeps(at) ? row : row.replace(/[^\f]+/gu, ''))).join('\n'),
  });
  const { lines, furniture } = readLines(
    only((at) => !isMeant(at)),
    NO_OWN_HEADINGS,
  );
  return { source: only(isMeant), others: [...lines, ...furniture] };
}

function passesOn(rows: readonly string[]): boolean {
  const said = rows.map((row) => row.trim()).filter((row) => row !== '');
  return said.length <= ROWS_PASSING_ON && (said.some((row) => PASSED_ON.test(row)) || !said.some(isLong));
}

const isLong = (row: string): boolean => row.length > 40;

/** Where a message begins below another one: at its head, or at the row over it that says so. */
function beginningsIn(rows: readonly string[]): number[] {
  const places = rows.flatMap((row, at) => (row === '' ? [] : [at]));
  const said = places.map((at) => rows[at]!);
  const isHead = said.map((_, place) => isHeadOfMail(said.slice(place, place + ROWS_OF_A_HEAD)));
  const leadsIn = said.map((row) => LEADS_IN.test(row));
  return places.filter((_, place) => place > 0 && (leadsIn[place] || (isHead[place] && !leadsIn[place - 1])));
}

const isHeadOfMail = ([first = '', ...others]: readonly string[]): boolean =>
  FROM.test(first) && others.filter((row) => OTHER_LABELS.test(row)).length >= FEWEST_LABELS;

const SUBJECT = /^(?:ämne|subject|ärende): *(.*)$/iu;

export const isSubjectOfMail = ({ text }: Line): boolean => SUBJECT.test(text);

/** What the head says that a message is about, where the lines begin with one; without marks of answers and numbers. */
export function subjectOf(lines: readonly Line[]): string | undefined {
  const texts = lines.slice(0, ROWS_OF_A_HEAD).map(({ text }) => text);
  if (!isHeadOfMail(texts)) return undefined;
  const subject = texts.flatMap((text) => SUBJECT.exec(text)?.[1] ?? [])[0];
  return subject === undefined ? undefined : bareSubject(subject);
}

/** ”SV: Remiss av cykelplan, vårt dnr KS 2026/288” */
function bareSubject(subject: string): string {
  const said = subject.replace(/^(?:(?:sv|vb|vs|re|fw|fwd): *)+/iu, '').replace(/^påminnelse[ :–-]+/iu, '');
  return caseNumbersIn(said)
    .reduce((rest, number) => rest.replace(number, ''), said)
    .replace(/[\s,(–-]*(?:(?:vårt?|ert?) )?(?:dnr|diarienummer|ärende)?[.: ]*[)\s]*$/iu, '');
}
