import { child, childrenOf, valueOf, type Element } from './xml-tree.js';

interface Level {
  readonly start: number;
  readonly format: string;
  readonly text: string;
}

interface List {
  readonly levels: ReadonlyMap<number, Level>;
  /** Lists that count together. */
  readonly counter: string;
  readonly starts: ReadonlyMap<number, number>;
}

const BULLET = '•';
const LONGEST = 30;

/** Numbers the paragraphs of lists as Word does: they are nowhere in the text. */
export class Numbering {
  private readonly lists = new Map<string, List>();
  private readonly counts = new Map<string, number[]>();
  private readonly begun = new Set<string>();

  constructor(root: Element | undefined) {
    const kinds = new Map(
      childrenOf(root, 'abstractNum').map((kind) => [kind.attributes['abstractNumId'], kind]),
    );
    for (const list of childrenOf(root, 'num')) {
      const kind = valueOf(list, 'abstractNumId') ?? '';
      const levels = new Map(childrenOf(kinds.get(kind), 'lvl').map(levelOf));
      const starts = new Map<number, number>();
      for (const override of childrenOf(list, 'lvlOverride')) {
        const at = Number(override.attributes['ilvl'] ?? 0);
        for (const [index, level] of childrenOf(override, 'lvl').map(levelOf)) levels.set(index, level);
        const start = valueOf(override, 'startOverride');
        if (start !== undefined) starts.set(at, numberOf(start));
      }
      this.lists.set(list.attributes['numId'] ?? '', { levels, counter: kind, starts });
    }
  }

  /** What stands before the next paragraph of that list; empty where nothing does. */
  next(id: string, at: number): string {
    const list = this.lists.get(id);
    const level = list?.levels.get(at);
    if (!list || !level) return '';
    if (level.format === 'bullet') return level.text.trim() === '' ? '' : BULLET;
    if (level.format === 'none' && !/%/.test(level.text.replace(`%${at + 1}`, ''))) return '';
    const counts = this.count(id, list, at, level);
    return level.text
      .replace(/%(\d)/g, (_, digit: string) => {
        const index = Number(digit) - 1;
        const shown = list.levels.get(index);
        return written(
          counts[index] ?? shown?.start ?? 1,
          index === at ? level.format : (shown?.format ?? ''),
        );
      })
      .trim()
      .slice(0, LONGEST);
  }

  private count(id: string, list: List, at: number, level: Level): readonly number[] {
    const counts = this.counts.get(list.counter) ?? [];
    this.counts.set(list.counter, counts);
    const start = list.starts.get(at);
    const restarts = start !== undefined && !this.begun.has(`${id} ${at}`);
    this.begun.add(`${id} ${at}`);
    counts[at] = restarts ? start : (counts[at] ?? level.start - 1) + 1;
    counts.length = at + 1;
    for (let above = 0; above < at; above += 1) counts[above] ??= list.levels.get(above)?.start ?? 1;
    return counts;
  }
}

function levelOf(level: Element): [number, Level] {
  const format = valueOf(level, 'numFmt') ?? child(level, 'numFmt')?.attributes['format'] ?? 'decimal';
  return [
    Number(level.attributes['ilvl'] ?? 0),
    { start: numberOf(valueOf(level, 'start') ?? '1'), format, text: valueOf(level, 'lvlText') ?? '' },
  ];
}

const numberOf = (text: string): number => (Number.isInteger(Number(text)) ? Number(text) : 1);

function written(count: number, format: string): string {
  if (format === 'lowerLetter') return letters(count);
  if (format === 'upperLetter') return letters(count).toUpperCase();
  if (format === 'lowerRoman') return roman(count);
  if (format === 'upperRoman') return roman(count).toUpperCase();
  if (format === 'decimalZero') return String(count).padStart(2, '0');
  return format === 'none' ? '' : String(count);
}

/** a … z, aa, bb, as Word counts. */
function letters(count: number): string {
  if (count < 1 || count > 26 * LONGEST) return String(count);
  const letter = String.fromCharCode(97 + ((count - 1) % 26));
  return letter.repeat(Math.ceil(count / 26));
}

const ROMAN: readonly (readonly [number, string])[] = [
  [100, 'c'], [90, 'xc'], [50, 'l'], [40, 'xl'], [10, 'x'], [9, 'ix'], [5, 'v'], [4, 'iv'], [1, 'i'],
]; // prettier-ignore

function roman(count: number): string {
  if (count < 1 || count > 399) return String(count);
  let left = count;
  let text = '';
  for (const [value, sign] of ROMAN) for (; left >= value; left -= value) text += sign;
  return text;
}
