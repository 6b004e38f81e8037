import type { Table } from '../lists/write-table.js';
import type { Language } from '../rules/texts.js';
import { figureTables } from './figure-tables.js';
import type { StatisticsView } from './statistics.dto.js';

/** One figure of the statistics: which table it is of, whose row, and what it counts. */
export interface FigureLine {
  readonly table: string;
  readonly row: string;
  readonly measure: string;
  readonly figure: number | null;
}

/** Every figure on a line of its own, which a spreadsheet makes whatever tables of that it likes. */
export const figuresTable = ({ body, year }: StatisticsView): Table<FigureLine> => ({
  name: `statistik ${body} ${year}`,
  columns: [
    { heading: { sv: 'Tabell', en: 'Table' }, cell: ({ table }) => table },
    { heading: { sv: 'Rad', en: 'Row' }, cell: ({ row }) => row },
    { heading: { sv: 'Mått', en: 'Measure' }, cell: ({ measure }) => measure },
    { heading: { sv: 'Värde', en: 'Value' }, cell: ({ figure }) => figure },
  ],
});

export const figureLines = (view: StatisticsView, language: Language): FigureLine[] =>
  figureTables(view, language).flatMap(({ heading, columns: [, ...measures], rows }) =>
    rows.flatMap(({ name, figures }) =>
      figures.map((figure, at) => ({ table: heading, row: name, measure: measures[at]!, figure })),
    ),
  );
