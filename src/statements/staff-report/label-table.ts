import { namesAnInstitution } from './institutions.js';
import { datesIn } from './dates.js';
import { fits, labelOf } from './letterhead.js';
import type { Line } from './lines.js';
import type { Part } from './part.js';

/** Labels with their values, and how many lines they take. */
export interface LabelTable {
  readonly parts: Part[];
  readonly length: number;
  /** What stands beside labels and values and is neither: who writes, or what the paper is. */
  readonly beside: readonly Line[];
}

/** A letterhead has no more labels than this on top of each other. */
const MOST_LABELS = 5;
/** Labels and values on top of each other take no more lines. */
export const MOST_LINES_OF_LABELS = 2 * MOST_LABELS;

interface Label {
  /** `unknown`: no list has it, and its value may be anything. */
  readonly field: Part['field'] | 'unknown';
  readonly heading: Line;
}

/**
 * Labels in columns over values in columns, or labels on top of each other over as many values: each value goes with
 * the label in its own place, and only when it can be what the label says.
 *
 * @param lines the first of them is the line that may be labels.
 */
export const labelTable = (lines: readonly Line[]): LabelTable | undefined =>
  columns(lines) ?? stacked(lines);

/**
 * Who writes may stand before the first label, or before labels and values alike, and a label may name what is no fact of
 * ours: ”Ert datum”, ”Sida”, or whatever stands beside one that is known.
 */
function columns([row, values]: readonly Line[]): LabelTable | undefined {
  if (row === undefined || values === undefined || values.cells.length < 2) return undefined;
  const fields = row.cells.map((cell, at) => {
    const isBesideAnother = at > 0 && labelOf(row.cells[at - 1]!) !== undefined && UNKNOWN_LABEL.test(cell);
    return OTHER_LABEL.test(cell) ? 'unplaced' : (labelOf(cell) ?? (isBesideAnother ? 'unknown' : undefined));
  });
  const first = fields.findLastIndex((field) => field === undefined) + 1;
  const labels = fields.slice(first).flatMap((field) => field ?? []);
  const before = values.cells.length - labels.length;
  const isBesideValues = first === 0 && before === 1;
  if (labels.length === 0 || (before !== 0 && before !== first && !isBesideValues)) return undefined;
  const table = tableOf(
    labels.map((field) => ({ field, heading: row })),
    cellsOf(values).slice(before),
    2,
  );
  return (
    table && { ...table, beside: [...cellsOf(row).slice(0, first), ...cellsOf(values).slice(0, before)] }
  );
}

const cellsOf = (line: Line): Line[] =>
  line.cells.map((text) => ({ ...line, text, cells: [text], row: line.text }));

const OTHER_LABEL = /^(?:ert datum|sid(?:a|nr|nummer)?|blad):?$/iu;
/** ”E-post”, ”Befattning” */
const UNKNOWN_LABEL = /^\p{Lu}[\p{L}-]{2,20}(?: \p{Ll}{2,20})?:?$/u;

function stacked(lines: readonly Line[]): LabelTable | undefined {
  const labels: Label[] = [];
  for (const heading of lines.slice(0, MOST_LABELS)) {
    const field = labelOf(heading.text);
    if (field === undefined) break;
    labels.push({ field, heading });
  }
  const values = lines.slice(labels.length, 2 * labels.length);
  if (labels.length < 2 || values.length < labels.length) return undefined;
  return tableOf(labels, values, 2 * labels.length);
}

function tableOf(labels: readonly Label[], values: readonly Line[], length: number): LabelTable | undefined {
  const sound = labels.every(({ field }, index) => agrees(field, values[index]!.text));
  if (!sound) return undefined;
  const parts = labels.map(({ field, heading }, index): Part => {
    const first = labels.findIndex((label) => label.heading === heading) === index;
    return {
      field: field === 'unknown' ? 'unplaced' : field,
      value: '',
      lines: [values[index]!],
      ...(first && { heading }),
    };
  });
  return { parts, length, beside: [] };
}

function agrees(field: Label['field'], value: string): boolean {
  if (field === 'unknown') return true;
  if (field === 'unplaced') return datesIn(value).length > 0 || /^\d{1,3}(?: ?\(\d{1,3}\))?$/.test(value);
  return field === 'addressee' ? namesAnInstitution(value) : fits(field, value);
}
