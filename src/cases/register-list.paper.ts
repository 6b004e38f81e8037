import { filled, type Fact, type Paper } from '../papers/paper.js';
import { inWords, text } from '../papers/parts.js';
import { registerTable } from './cases.table.js';
import type { RegisterRowView } from './register.dto.js';

/** What of a register is listed. */
export interface RegisterListed {
  readonly q?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly rows: readonly RegisterRowView[];
  /** When there is no row to say when the latest was entered. */
  readonly now: string;
}

/** The list of a body's register (*diarieförteckning*): the columns of the register as a table, with names for codes. */
export function registerListPaper(
  code: string,
  names: ReadonlyMap<string, string>,
  { q, from, to, rows, now }: RegisterListed,
): Paper {
  const body = names.get(code) ?? code;
  const { columns } = registerTable(code);
  const facts: (Fact | null)[] = [
    from === undefined ? null : { label: 'Registrerat från och med', value: inWords(from) },
    to === undefined ? null : { label: 'Registrerat till och med', value: inWords(to) },
    q === undefined ? null : { label: 'Ord eller nummer', value: q },
    { label: 'Antal nummer', value: String(rows.length) },
  ];
  const named = rows.map((row) => ({ ...row, party: row.party && (names.get(row.party) ?? row.party) }));
  return {
    language: 'sv',
    name: 'Diarieförteckning',
    title: `Diarium för ${body}`,
    sender: body,
    to: [],
    number: null,
    facts: facts.filter((fact) => fact !== null),
    blocks: filled([
      rows.length === 0
        ? text('Inget nummer stämmer med det som efterfrågades.')
        : {
            is: 'table',
            head: columns.map(({ heading }) => heading.sv),
            rows: named.map((row) => columns.map(({ cell }) => inSwedish(cell(row)))),
          },
    ]),
    foot: [body],
    writtenAt: rows[0]?.registeredAt ?? now,
  };
}

const inSwedish = (cell: ReturnType<ReturnType<typeof registerTable>['columns'][number]['cell']>): string =>
  typeof cell === 'object' && cell !== null ? cell.sv : String(cell ?? '');
