import { namesAnInstitution } from './institutions.js';
import { fits, labelOf } from './letterhead.js';
import type { Field } from './fields.js';
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
  readonly field: Field;
  readonly heading: Line;
}

/**
 * Labels in columns over values in columns, or labels on top of each other over as many values: each value goes with
 * the label in its own place, and only when it can be what the label says.
 */
export function labelTable(lines: readonly Line[], at: number): LabelTable | undefined {
  return columns(lines, at) ?? stacked(lines, at);
}

function columns(lines: readonly Line[], at: number): LabelTable | undefined {
  const [row, values] = [lines[at]!, lines[at + 1]];
  if (row.cells.length < 2 || values?.cells.length !== row.cells.length) return undefined;
  const fields = row.cells.map(labelOf);
  if (!fields.every((field) => field !== undefined)) return undefined;
  return tableOf(
    fields.map((field) => ({ field, heading: row })),
    values.cells.map((text) => ({ ...values, text, row: values.text })),
    2,
  );
}

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

const agrees = (field: Field, value: string): boolean =>
  field === 'addressee' ? namesAnInstitution(value) : fits(field, value);
