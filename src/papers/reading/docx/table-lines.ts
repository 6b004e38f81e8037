import type { PaperLine } from '../paper-line.js';
import { rowOfTable, ruleOfTable } from '../table-row.js';
import type { Met } from './run-text.js';
import { hasBorders, type Styles } from './styles.js';
import { child, childrenOf, elementsOf, flagOf, valueOf, type Element } from './xml-tree.js';

interface Surroundings {
  readonly styles: Styles;
  readonly met: Met;
  /** It stands in the text and not in a letterhead. */
  readonly isText: boolean;
  readonly read: (cell: Element) => PaperLine[];
}

interface Cell {
  readonly lines: readonly PaperLine[];
  readonly span: number;
}

/** A table of the text as rows between `|`; one that only sets things side by side as what it holds. */
export function tableLines(table: Element, around: Surroundings): PaperLine[] {
  const rows = rowsOf(table, around.met).map((row) => ({ row, cells: cellsOf(row, around) }));
  const isTable = around.isText && rows.length > 1 && isRuled(table, rows, around.styles);
  return isTable ? ruled(rows.map(({ cells }) => cells)) : rows.flatMap(({ cells }) => sideBySide(cells));
}

function rowsOf(table: Element, met: Met): Element[] {
  return elementsOf(table).flatMap((each): Element[] => {
    if (each.name === 'sdt') return rowsOf(child(each, 'sdtContent') ?? each, met);
    if (each.name !== 'tr') return [];
    if (!child(child(each, 'trPr'), 'del')) return [each];
    met.notes.add('tracked-changes');
    return [];
  });
}

function cellsOf(row: Element, around: Surroundings): Cell[] {
  return elementsOf(row).flatMap((each): Cell[] => {
    if (each.name === 'sdt') return cellsOf(child(each, 'sdtContent') ?? each, around);
    if (each.name !== 'tc') return [];
    const properties = child(each, 'tcPr');
    const span = Math.min(100, Math.max(1, Number(valueOf(properties, 'gridSpan') ?? 1) || 1));
    return [{ lines: around.read(each), span }];
  });
}

function isRuled(
  table: Element,
  rows: readonly { row: Element; cells: readonly Cell[] }[],
  styles: Styles,
): boolean {
  const properties = child(table, 'tblPr');
  const style = valueOf(properties, 'tblStyle');
  const own = child(properties, 'tblBorders');
  return (
    rows.some(({ row }) => flagOf(child(row, 'trPr'), 'tblHeader')) ||
    (own ? hasBorders(own) : style !== undefined && styles.of(style).hasBorders) ||
    rows.some(({ row }) =>
      childrenOf(row, 'tc').some((cell) => hasBorders(child(child(cell, 'tcPr'), 'tcBorders'))),
    )
  );
}

/** A row that is one cell over all columns says what the table is, and stands above it. */
function ruled(rows: readonly (readonly Cell[])[]): PaperLine[] {
  const first = rows.findIndex((cells) => cells.length > 1);
  if (first < 0) return rows.flatMap(sideBySide);
  const above = rows.slice(0, first).flatMap((cells) => cells.flatMap(({ lines }) => lines));
  const texts = rows.slice(first).map((cells) => cells.flatMap(textsOf));
  const width = Math.max(...texts.map((row) => row.length));
  const [head, ...others] = texts.map((row, index): PaperLine => ({
    text: rowOfTable(Array.from({ length: width }, (_, column) => row[column] ?? '')),
    after: index === 0 ? 'blank' : 'item',
  }));
  return [...above, head!, { text: ruleOfTable(width), after: 'item' }, ...others];
}

const textsOf = ({ lines, span }: Cell): string[] => [
  lines.map(({ text }) => text).join(' '),
  ...Array.from({ length: span - 1 }, () => ''),
];

/** Cells with a line each are a row; what stands in several lines is read cell by cell. */
function sideBySide(cells: readonly Cell[]): PaperLine[] {
  const filled = cells.filter(({ lines }) => lines.length > 0);
  const plain = filled.every(({ lines: [line], lines }) => lines.length === 1 && line!.level === undefined);
  if (filled.length > 1 && plain)
    return [
      { text: filled.map(({ lines }) => lines[0]!.text.replaceAll('\t', ' ')).join('\t'), after: 'blank' },
    ];
  return filled.flatMap(({ lines }) =>
    lines.map((line, index) =>
      index === 0 || line.after !== 'blank' ? line : { ...line, after: 'break' as const },
    ),
  );
}
