/** A longer word is divided rather than that it takes the room of the other columns. */
const LONGEST_WORD = 12;
/** A number, a day, a sum of money: no longer, and it stands on one line. */
const ON_ONE_LINE = 12;
/** What is longer has lines enough. */
const LONGEST_CELL = 60;
const NARROWEST = 5;
/** In letters of a table across the page, and what the edges of a column take of them. */
const ROOM = 92;
const EDGES = 2.5;

/**
 * How wide the columns of a table are beside each other: each has room for its words, and what is left goes to those with
 * most to say. A title of three lines beside a day is easier to read than one of twenty.
 */
export function columnWidths(head: readonly string[], rows: readonly (readonly string[])[]): number[] {
  const needs = head.map((_, at) => needOf([head, ...rows], at));
  const most = longestWithin(ROOM - EDGES * needs.length, needs);
  const columns = needs.map(({ word, cell }) => ({
    word: Math.min(word, most),
    cell: Math.min(cell, LONGEST_CELL),
  }));
  const words = sum(columns.map(({ word }) => word + EDGES));
  const longing = sum(columns.map(({ cell, word }) => cell - word));
  const spare = Math.max(0, ROOM - words);
  const share = longing === 0 ? 0 : Math.min(1, spare / longing);
  return columns.map(({ word, cell }) => Math.round(10 * (word + EDGES + share * (cell - word))));
}

interface Need {
  /** Letters of the longest word, or of what stands on one line. */
  readonly word: number;
  /** Letters of the longest line. */
  readonly cell: number;
}

function needOf(rows: readonly (readonly string[])[], column: number): Need {
  let [word, cell] = [NARROWEST, NARROWEST];
  for (const row of rows)
    for (const line of (row[column] ?? '').split('\n')) {
      cell = Math.max(cell, line.length);
      for (const each of line.length <= ON_ONE_LINE ? [line] : line.split(/\s+/))
        word = Math.max(word, each.length);
    }
  return { word, cell };
}

/** Where there is no room for all words, the longest are divided first. */
function longestWithin(room: number, needs: readonly Need[]): number {
  let most = LONGEST_WORD;
  while (most > NARROWEST && sum(needs.map(({ word }) => Math.min(word, most))) > room) most -= 1;
  return most;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);
