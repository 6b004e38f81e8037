import { namesAnInstitution } from './institutions.js';
import { datesIn } from './dates.js';
import { fits, labelOf } from './letterhead.js';
import type { Line } from './lines.js';
import type { Part } from './part.js';

/** Labels with their values, and how many lines they take. */
export interface LabelTable {
  readonly parts: Part[];
  readonly length: number;
}

/** A letterhead has no more labels than this on top of each other. */
const MOST_LABELS = 5;

interface Label {
  readonly field: Part['field'];
  readonly heading: Line;
}

/**
 * Labels in columns over values in columns, or labels on top of each other over as many values: each value goes with
 * the label in its own place, and only when it can be what the label says.
 */
export function labelTable(lines: readonly Line[], at: number): LabelTable | undefined {
  return columns(lines, at) ?? stacked(lines, at);
}

/** Who writes may stand before the first label, and a label may name what is no fact of ours: ”Ert datum”. */
function columns(lines: readonly Line[], at: number): LabelTable | undefined {
  const [row, values] = [lines[at]!, lines[at + 1]];
  const count = values?.cells.length ?? 0;
  const labels = row.cells.slice(-count);
  const before = row.cells.slice(0, -count);
  if (count < 2 || labels.length < count || before.some((cell) => labelOf(cell) !== undefined))
    return undefined;
  const fields = labels.map((cell) => (THEIR_DATE.test(cell) ? 'unplaced' : labelOf(cell)));
  if (!fields.every((field) => field !== undefined)) return undefined;
  const table = tableOf(
    fields.map((field) => ({ field, heading: row })),
    values!.cells.map((text) => ({ ...values!, text, row: values!.text })),
    2,
  );
  const senders = before.map((text): Part => ({
    field: 'unplaced',
    value: '',
    lines: [{ ...row, text, row: row.text }],
  }));
  return table && { ...table, parts: [...senders, ...table.parts] };
}

const THEIR_DATE = /^ert datum:?$/iu;

function stacked(lines: readonly Line[], at: number): LabelTable | undefined {
  const labels: Label[] = [];
  for (const heading of lines.slice(at, at + MOST_LABELS)) {
    const field = labelOf(heading.text);
    if (field === undefined) break;
    labels.push({ field, heading });
  }
  const values = lines.slice(at + labels.length, at + 2 * labels.length);
  if (labels.length < 2 || values.length < labels.length) return undefined;
  return tableOf(labels, values, 2 * labels.length);
}

function tableOf(labels: readonly Label[], values: readonly Line[], length: number): LabelTable | undefined {
  const sound = labels.every(({ field }, index) => agrees(field, values[index]!.text));
  if (!sound) return undefined;
  const parts = labels.map(({ field, heading }, index): Part => {
    const first = labels.findIndex((label) => label.heading === heading) === index;
    return { field, value: '', lines: [values[index]!], ...(first && { heading }) };
  });
  return { parts, length };
}

function agrees(field: Part['field'], value: string): boolean {
  if (field === 'unplaced') return datesIn(value).length > 0;
  return field === 'addressee' ? namesAnInstitution(value) : fits(field, value);
}
