import { endsOpen, endsSentence, isItem, withoutMark, type Line } from './lines.js';

/** ”Rekommendation 1: Säkerställ …”, ”3. Bör det ställas krav på …?”, ”§ 4 Avgifter” */
const NUMBERED = /^(?:(\p{Lu}\p{Ll}{2,20}|§) )?(\d{1,2})(?:[.:)]?$|(?:[.:)]| –| -)? (?=["”]?\p{Lu}))/u;

/** ”Rekommendation 1”, over what was recommended. */
const WORD_AND_NUMBER = /^\p{Lu}\p{Ll}{2,20} \d{1,2}[.:)]?$/u;

const FEWEST = 2;
const MOST_ROWS = 3;
const LONGEST = 260;

interface Numbered {
  readonly at: number;
  readonly rows: number;
  readonly word: string;
  readonly number: number;
}

/**
 * The lines of a paper that are headings because they are a series: the same word or none with a number that grows by one,
 * and text of its own below each. They may be sentences or questions, and run on over rows, as those of whoever asks do.
 *
 * @returns how many lines each takes, by the place of its first; none for those of a list, which have nothing between them.
 */
export function numberedHeadings(lines: readonly Line[]): ReadonlyMap<number, number> {
  const found = lines.flatMap((_, at) => numberedAt(lines, at) ?? []);
  const series: Numbered[][] = [];
  const latest = new Map<string, Numbered[]>();
  for (const one of found) {
    const last = latest.get(one.word);
    if (last && one.number === last.at(-1)!.number + 1) last.push(one);
    else if (one.number === 1) {
      const begun = [one];
      series.push(begun);
      latest.set(one.word, begun);
    }
  }
  const several = series.filter((each) => each.length >= FEWEST);
  const whole = several.filter((each) => each.every((one) => hasText(lines, one, each)));
  const listed = several.filter((each) => each.slice(0, -1).every((one) => isOverAnother(one, each)));
  return new Map([
    ...whole.flat().map(({ at, rows }) => [at, rows] as const),
    ...listed.flat().map(({ at }) => [at, 0] as const),
  ]);
}

function numberedAt(lines: readonly Line[], at: number): Numbered | undefined {
  const line = lines[at]!;
  const [mark, word = '', number] = NUMBERED.exec(line.text) ?? [];
  const isAlone = mark === line.text;
  if (mark === undefined || line.level !== undefined || (isAlone && word === '')) return undefined;
  const follows = line.afterBlank || endsSentence(lines[at - 1]?.text ?? '.');
  if (!follows) return undefined;
  const rows = rowsOf(lines, at, word !== '');
  const text = lines
    .slice(at, at + rows)
    .map((row) => row.text)
    .join(' ');
  const isHeading = text.endsWith('?') || (!endsSentence(text) && !/[:;,]$/u.test(text) && !endsOpen(text));
  const isApart = line.afterBlank && lines[at + rows]?.afterBlank !== false;
  return isHeading && text.length <= LONGEST && (word !== '' || isApart)
    ? { at, rows, word, number: Number(number) }
    : undefined;
}

/** Down to the blank row, where it is close; else while the text is open or goes on small. */
function rowsOf(lines: readonly Line[], at: number, isNamed: boolean): number {
  const blank = lines.slice(at + 1, at + 1 + MOST_ROWS).findIndex(({ afterBlank }) => afterBlank);
  if (
    !isNamed ||
    (blank >= 0 &&
      lines[at]!.afterBlank &&
      (lines[at + blank]!.text.endsWith('?') || WORD_AND_NUMBER.test(lines[at]!.text)))
  )
    return Math.max(1, blank + 1);
  let rows = 1;
  while (
    rows < MOST_ROWS &&
    lines[at + rows]?.afterBlank === false &&
    !endsSentence(lines[at + rows - 1]!.text) &&
    (/^\p{Ll}/u.test(lines[at + rows]!.text) || endsOpen(lines[at + rows - 1]!.text))
  )
    rows += 1;
  return rows;
}

const isOverAnother = ({ at, rows }: Pick<Numbered, 'at' | 'rows'>, series: readonly Numbered[]): boolean =>
  series.some((other) => other.at === at + rows);

/** Below it stands text that is not the next of them. */
function hasText(lines: readonly Line[], { at, rows }: Numbered, series: readonly Numbered[]): boolean {
  const below = lines[at + rows];
  return (
    below !== undefined &&
    !isOverAnother({ at, rows }, series) &&
    /^["”–-]?[\p{Lu}\d]/u.test(isItem(below.text) ? withoutMark(below.text) : below.text)
  );
}
