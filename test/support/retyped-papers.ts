/** A paper as somebody else would have typed, pasted or printed it: what it says is the same. */
type Retyped = (rows: readonly string[], isHeading: (row: string) => boolean) => string[];

const isBlank = (row: string | undefined): boolean => row === undefined || row.trim() === '';
const LABELS =
  /(?<=(?:^|\s{2,}|\t)(?:Datum|Diarienummer|Diarienr|Dnr|Handläggare|Ärendenummer|Vår beteckning|Er beteckning|Utfärdat)):(?= |$)/gu;
const ROWS_OF_A_PAGE = 45;

// prettier-ignore
export const retyped: Readonly<Record<string, Retyped>> = {
  'with windows’ line ends': (rows) => rows.map((row) => `${row}\r`),
  'indented': (rows) => rows.map((row) => (isBlank(row) ? row : `    ${row}`)),
  'with tabs between columns': (rows) => rows.map((row) => row.replace(/(?<=\S) {3,}(?=\S)/gu, '\t')),
  'double spaced': (rows) => rows.flatMap((row) => [row, '']),
  'with two blank rows for one': (rows) => rows.flatMap((row) => (isBlank(row) ? ['', ''] : [row])),
  'with headings close below the text': (rows, isHeading) => rows.filter((row, at) => !isBlank(row) || !isHeading(rows.slice(at).find((next) => !isBlank(next)) ?? '')),
  'with headings in bold': (rows, isHeading) => rows.map((row) => (isHeading(row) ? `**${row.trim()}**` : row)),
  'with headings in Markdown': (rows, isHeading) => rows.map((row) => (isHeading(row) ? `## ${row.trim()}` : row)),
  'with headings underlined': (rows, isHeading) => rows.flatMap((row) => (isHeading(row) ? [row, '-'.repeat(row.length)] : [row])),
  'with labels without colons': (rows) => rows.map((row) => row.replace(LABELS, '')),
  'with the heads of pages': (rows) => rows.flatMap((row, at) => (at > 0 && at % ROWS_OF_A_PAGE === 0 ? ['', `Storköpings kommun          Tjänsteskrivelse          ${at / ROWS_OF_A_PAGE + 1} (${Math.ceil(rows.length / ROWS_OF_A_PAGE)})`, '', row] : [row])),
};
