import { stringify } from 'csv-stringify/sync';
import type { Entries, List } from '../register/read-register.js';

/** Several values of one cell. */
const all = (values: readonly (string | null)[] | null): string | null => values?.join('; ') ?? null;

type Cells = Readonly<Record<string, string | boolean | null>>;

const cellsOf: { readonly [L in List]: (entry: Entries[L]) => Cells } = {
  cases: (entry) => ({ ...entry }),
  referrals: ({ consultees, ...entry }) => ({
    ...entry,
    consultees: all(consultees?.map(({ name }) => name ?? '–') ?? null),
  }),
  statements: ({ clauses, ...entry }) => ({ ...entry, clauses: all(clauses) }),
};

/** As the API names the fields, and in its order; also of an empty list. */
const COLUMNS: Readonly<Record<List, readonly string[]>> = {
  cases: ['state', 'sender'],
  referrals: ['state', 'replyBy', 'consultees', 'caseId'],
  statements: [
    'issuerName',
    'caseNumber',
    'stance',
    'route',
    'outcome',
    'decidedOn',
    'section',
    'clauses',
    'referralId',
    'recordedByIssuer',
  ],
};
const COMMON = ['id', 'number', 'date', 'masked', 'title', 'body', 'bodyName', 'updatedAt'];

/**
 * RFC 4180, with the mark by which Excel knows UTF-8. A cell that a spreadsheet would take for a formula begins
 * with an apostrophe instead (ASVS 1.2.10): what stands in a title was written by whoever sent it in.
 */
export function writeCsv<L extends List>(list: L, entries: readonly Entries[L][]): string {
  return stringify(entries.map(cellsOf[list]), {
    columns: [...COMMON, ...COLUMNS[list]],
    header: true,
    bom: true,
    escape_formulas: true,
    record_delimiter: 'windows',
    cast: { boolean: String },
  });
}
