/**
 * Looks for something with all that its asker may see, as any search does: titles of what is found first, null where the
 * title is kept from lists. So what is proposed can name nothing else.
 */
export type Find = (question: string, most: number) => Promise<readonly (string | null)[]>;

/** Of so many words at most a question is mended: each costs searches. */
const MOST_WORDS = 4;
/** Titles in which a word near the one that was typed is looked for. */
const TITLES = 40;
/** As many letters as tell anything apart. */
const FEWEST_LETTERS = 3;

/**
 * A question near one that found nothing, that finds something: the word that nothing has, as it is spelt in a title, or one
 * word fewer.
 *
 * A word with one letter wrong has one half that is right, and titles that have that half are found by an ordinary search.
 * So no index is needed beside that of the search, and a word that is wrong in both halves is not mended.
 */
export async function nearestSearch(question: string, find: Find): Promise<string | undefined> {
  const words = question.trim().split(/\s+/);
  if (words.length > MOST_WORDS) return undefined;
  const finds = async (asked: readonly string[]) =>
    asked.length > 0 && (await find(asked.join(' '), 1)).length > 0;
  for (const [at, word] of words.entries()) {
    if (words.length > 1 && (await finds([word]))) continue;
    // What is left of a number that is not there is no better a guess.
    if (/\d/.test(word)) return undefined;
    const near = await nearestWord(word, find);
    const mended = words.flatMap((each, place) => (place === at ? (near ?? []) : each));
    return (await finds(mended)) ? mended.join(' ') : undefined;
  }
  for (const at of words.keys()) {
    const fewer = words.toSpliced(words.length - 1 - at, 1);
    if (await finds(fewer)) return fewer.join(' ');
  }
  return undefined;
}

/** The word of a title that is nearest to one that was typed. */
async function nearestWord(typed: string, find: Find): Promise<string | undefined> {
  const word = typed.toLowerCase();
  if (!/^[\p{L}-]+$/u.test(word)) return undefined;
  const middle = Math.ceil(word.length / 2);
  const most = word.length < 6 ? 1 : 2;
  let nearest: { readonly near: string; readonly far: number } | undefined;
  for (const half of [word.slice(0, middle), word.slice(middle)]) {
    if (half.length < FEWEST_LETTERS) continue;
    const titles = await find(half, TITLES);
    const near = new Set(titles.flatMap((title) => title?.toLowerCase().match(/[\p{L}-]+/gu) ?? []));
    for (const each of near) {
      // Of a compound its beginning may be what was meant: it comes after a word that is near as a whole.
      const far = Math.min(distance(word, each), distance(word, each.slice(0, word.length)) + 0.5);
      if (far > 0 && far <= most && far < (nearest?.far ?? Infinity)) nearest = { near: each, far };
    }
  }
  return nearest?.near;
}

/** How many letters differ, are missing or are one too many; two that have changed places count once. */
function distance(one: string, other: string): number {
  if (Math.abs(one.length - other.length) > 2) return Infinity;
  let [before, last]: number[][] = [[], Array.from({ length: other.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const isSame = one[i - 1] === other[j - 1];
      const isSwapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      row[j] = Math.min(
        last![j]! + 1,
        row[j - 1]! + 1,
        last![j - 1]! + (isSame ? 0 : 1),
        isSwapped ? before![j - 2]! + 1 : Infinity,
      );
    }
    [before, last] = [last!, row];
  }
  return last!.at(-1)!;
}
