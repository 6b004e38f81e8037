/** Parts of texts that have cost somebody dearly, each part with a number of its own where that can matter. */
export const parts: Readonly<Record<string, (n: number) => string>> = {
  words: (n) => `ö${n} `,
  'lines of all kinds': (n) => `rad å${n}${['\n', '\r\n', '\r', '\u2028', '\u0085'][n % 5]}`,
  'umlauts in two characters': () => 'a\u030ao\u0308',
  'marks on a letter': () => `a${'\u0301\u0323'.repeat(15)}`,
  'marks of a page': () => `<b>&"'\`</b>`,
  'marks of a search': () => `%_\\-"'*:&|!()<> `,
  'case numbers': (n) => `KS ${1990 + (n % 40)}/${n} `,
  'identity numbers': (n) => `19${10 + (n % 89)}0101${1000 + (n % 8999)} `,
  'names of people': (n) => `Å${String.fromCharCode(97 + (n % 26))} Ek `,
  addresses: (n) => `a${n}@b.`,
  quotes: () => '"\\',
  'characters of two halves': () => '😀',
};

/** As many parts as there is room for, in bytes. */
export function textOf(part: (n: number) => string, room: number): string {
  const all: string[] = [];
  for (let n = 0; room > 0; n++) room -= Buffer.byteLength(all[all.push(part(n)) - 1]!);
  return all.slice(0, -1).join('');
}

/** As many as there may be. */
export const listOf = <T>(length: number, item: (n: number) => T): T[] =>
  Array.from({ length }, (_, n) => item(n));
