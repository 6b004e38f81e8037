/** Words that follow a hyphen which stands for a word left out: ”barn- och ungdomspolitik”. */
const AFTER_HANGING_HYPHEN = /^(?:och|eller|samt|respektive|till|som)(?!\p{L})/u;

/**
 * Broken lines as running text. A word broken at a line's end is made whole; a span of years, a case
 * number and ”EU-kommissionen” keep what they were broken at. Looks only at where two lines meet, so
 * a text of any length takes time in proportion to it.
 */
export function flowed(rows: readonly string[]): string {
  return rows
    .map((row, index) => {
      const next = rows[index + 1];
      return next === undefined ? row : before(next, row);
    })
    .join('');
}

function before(next: string, row: string): string {
  const end = row.slice(-2);
  if (end.endsWith('\u00ad')) return row.slice(0, -1);
  if (/^\d[-–/:]$/.test(end) && /^\d/.test(next)) return row;
  if (!/^\p{L}-$/u.test(end) || !/^\p{L}/u.test(next) || AFTER_HANGING_HYPHEN.test(next)) return `${row} `;
  const word = row.slice(row.lastIndexOf(' ') + 1, -1);
  const keepsHyphen = /^\p{Lu}/u.test(next) || word.length === 1 || /^\p{Lu}{2,6}$/u.test(word);
  return keepsHyphen ? row : row.slice(0, -1);
}
