import { stringify } from 'csv-stringify/sync';

/** What ends a line for some reader, though not for RFC 4180. */
const ENDS_A_LINE = /[\r\n\v\f\u0085\u2028\u2029]/;

/** What a spreadsheet may take for the beginning of a formula once it has passed over blanks and invisible characters. */
const BEGINS_A_FORMULA = /^[\s\p{Cf}]*[=+\-@]|^[\t\r]/u;

/**
 * A cell that a spreadsheet would take for a formula begins with an apostrophe instead (ASVS 1.2.10): what stands
 * in a title was written by whoever sent it in. A number is none, below zero either. NFKC makes the full-width and small forms of the signs the same.
 */
const harmless = (text: string): string =>
  BEGINS_A_FORMULA.test(text.normalize('NFKC')) ? `'${text}` : text;

export type Cells = Readonly<Record<string, string | number | boolean | null>>;

const SIGN = { comma: ',', semicolon: ';' } as const;
export type Separator = keyof typeof SIGN;
export const SEPARATORS = Object.keys(SIGN) as Separator[];

/**
 * Rows of a CSV file: RFC 4180, CRLF. Every file that the service writes is made of it.
 *
 * @param begins whether the file begins here, with the mark by which Excel knows UTF-8 and the headings.
 * @param separator a comma by RFC 4180; Excel in Swedish reads only semicolons as cells.
 */
export function writeCsv(
  columns: readonly string[],
  rows: readonly Cells[],
  begins: boolean,
  separator: Separator = 'comma',
): string {
  return stringify([...rows], {
    columns: [...columns],
    header: begins,
    delimiter: SIGN[separator],
    bom: begins,
    quoted_match: ENDS_A_LINE,
    record_delimiter: 'windows',
    cast: { boolean: String, string: harmless },
  });
}
