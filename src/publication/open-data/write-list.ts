import { writeCsv, type Cells, type Separator } from '../../lists/write-csv.js';
import type { Entries, List } from '../register/read-register.js';
import type { Pieces } from './public-files.js';

export const FORMATS = ['json', 'csv'] as const;
export type Format = (typeof FORMATS)[number];

/** Several values of one cell. */
const all = (values: readonly (string | null)[] | null): string | null => values?.join('; ') ?? null;

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

/** Writes entries, an entry at a time, in one of the formats: however long the list, no more than that at once. */
const writers: Readonly<
  Record<
    Format,
    <L extends List>(list: L, entry: Entries[L], first: boolean, separator?: Separator) => string
  >
> = {
  json: (_list, entry, first) => `${first ? '[' : ','}\n${JSON.stringify(entry)}`,
  csv: (list, entry, first, separator) =>
    writeCsv([...COMMON, ...COLUMNS[list]], [cellsOf[list](entry)], first, separator),
};

/** What a file begins with when no entry does, and how it ends. */
const empty: Readonly<Record<Format, (list: List, separator?: Separator) => string>> = {
  json: () => '[',
  csv: (list, separator) => writeCsv([...COMMON, ...COLUMNS[list]], [], true, separator),
};
const END: Readonly<Record<Format, string>> = { json: '\n]\n', csv: '' };

/** The whole of a list in a format, of its pages as they are read. */
export function writeList<L extends List>(
  list: L,
  format: Format,
  pages: AsyncIterable<readonly Entries[L][]>,
  separator?: Separator,
): Pieces {
  return async function* (changed) {
    let first = true;
    for await (const page of pages) {
      for (const entry of page) {
        changed(entry.updatedAt);
        yield writers[format](list, entry, first, separator);
        first = false;
      }
    }
    if (first) yield empty[format](list, separator);
    yield END[format];
  };
}
