import type { PaperLine } from '../../papers/reading/paper-line.js';
import { plainText } from './plain-text.js';

/** What a file says of a line, which a text can only be guessed to mean. */
export type LineMark = Omit<PaperLine, 'text'>;

/** A report as text, with what is known of its lines by their numbers; nothing is where it came as text. */
export interface ReportSource {
  readonly text: string;
  readonly marks: ReadonlyMap<number, LineMark>;
}

/** @param report a text, or the lines of a paper that was read. */
export function sourceOf(report: string | readonly PaperLine[]): ReportSource {
  if (typeof report === 'string') return { text: plainText(report), marks: new Map() };
  const rows: string[] = [];
  const marks = new Map<number, LineMark>();
  for (const { text, ...mark } of report) {
    if (mark.after === 'blank') rows.push('');
    const plain = plainText(text).replace(/[\n\r\f]+/g, ' ');
    rows.push(mark.after === 'page' ? `\f${plain}` : plain);
    marks.set(rows.length, mark);
  }
  return { text: rows.join('\n'), marks };
}
