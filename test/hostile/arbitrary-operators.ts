import fc, { type Arbitrary } from 'fast-check';

const two = (most: number) => fc.nat(most).map((n) => String(n).padStart(2, '0'));
const one = (...texts: string[]) => fc.constantFrom(...texts);

const joined = (...parts: readonly Arbitrary<string>[]): Arbitrary<string> =>
  fc.tuple(...parts).map((texts) => texts.join(''));

/** Days that there are and days that there are not. */
export const days = joined(
  one('0000', '0001', '0099', '1582', '2026', '9999', '10000', '+010000', '-2026'),
  one('-', '-', '-', '-', '/', ''),
  two(13),
  one('-', '-', '-', '-', '/', ''),
  two(32),
);

/** Instants, and what other readers than PostgreSQL take for one. */
export const instants = fc.oneof(
  joined(
    fc.oneof(
      { weight: 3, arbitrary: one('2026-11-02', '0001-01-01', '9999-12-31') },
      { weight: 1, arbitrary: days },
    ),
    one(' ', ' ', 'T'),
    two(25),
    one(':'),
    two(60),
    one(':00', ':59.123456', ':60', ''),
    one('+00', '+00', 'Z', '+02:00', '-14', '+15', '+24:00', '+99:99', ' Europe/Stockholm', ''),
  ),
  one(
    '2026-W05-1 10:00',
    '2026-200 10:00',
    '10:00',
    '2026',
    'now',
    'infinity',
    '-infinity',
    'epoch',
    'allballs',
  ),
);

/** Numbers as text, whole and otherwise, within what columns hold and beyond. */
export const numbers = fc.oneof(
  one('-1', '0', '00', '+1', '1e3', '0x10', '1_000', ' 1', '1.5', 'NaN', 'Infinity', '١', '２'),
  one('32768', '2147483648', '9007199254740991', '9007199254740993', '9223372036854775808'),
);

const signs = [
  '-',
  '-',
  '-',
  '"',
  "'",
  ':',
  '*',
  ':*',
  '&',
  '|',
  '!',
  '<->',
  '<2>',
  '(',
  ')',
  '%',
  '_',
  '\\',
  ' ',
  ',',
];

/** What a search may take for more than letters: again and again, and between words. */
export const searches = fc.oneof(
  fc.tuple(one(...signs, '- ', '-"', '!(', 'or '), fc.nat(100)).map(([sign, times]) => sign.repeat(times)),
  fc
    .array(one(...signs, 'å', 'Väg', 'trafik', ' or ', ' and ', '2026/1'), { maxLength: 40 })
    .map((all) => all.join('')),
);

const id = fc.oneof(
  fc.uuid(),
  one('0d3f2c6e-8f1b-4f0e-9a53-1f1b9f3f7a10', '{0d3f2c6e8f1b4f0e9a531f1b9f3f7a10}', ''),
);
const texts = fc.oneof(searches, one('KS 2026/1', 'Ö', '\u0000', 'x'.repeat(300)));
const wholes = fc.oneof(fc.integer(), fc.constantFrom(-1, 0, 1.5, 2 ** 31, 2 ** 53 - 1, 1e300));

/** Of what the lists' cursors are made, in their order. */
const keys: readonly Arbitrary<readonly unknown[]>[] = [
  fc.tuple(instants, id),
  fc.tuple(instants, texts),
  fc.tuple(wholes),
  fc.tuple(days, id),
  fc.tuple(days, wholes),
  fc.tuple(days, texts, id),
  fc.tuple(texts, texts),
  fc.tuple(texts),
  fc.tuple(days),
];

/** The values of a cursor that was never given out, and a way to write it with the mark of the question that it is of. */
export const keysOfCursors = fc.oneof(...keys);
export const cursorOf = (mark: string, key: readonly unknown[]): string =>
  Buffer.from(JSON.stringify([mark, ...key])).toString('base64url');

/** Cursors of no question at all. */
export const cursors = keysOfCursors.map((key) => cursorOf('', key));
