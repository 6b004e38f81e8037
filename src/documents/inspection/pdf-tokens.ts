/** What an object of a PDF holds, as far as it matters here. */
export interface PdfObject {
  /** Its names that matter, unescaped. A name is a key or a value: `/S /JavaScript`. */
  readonly names: ReadonlySet<string>;
  /** Where the content of its stream begins, when it has one. */
  readonly stream: number | undefined;
  /** The number after `/First`. */
  readonly first: number | undefined;
  /** False when what was given ended before the object did. */
  readonly isWhole: boolean;
  readonly end: number;
}

/** How much is read before others get their turn. */
const SLICE = 32 * 1024;
const LONGEST_WORD = 64;
/** What each byte is: 1 white space, 2 a delimiter, 0 part of a word. */
const KIND = new Uint8Array(256);
for (const sign of [0, 9, 10, 12, 13, 32]) KIND[sign] = 1;
for (const sign of '()<>[]{}/%') KIND[sign.charCodeAt(0)] = 2;
const ENDS = new Set(['endobj', 'obj', 'stream', 'xref', 'startxref', 'trailer']);
const [OPEN, CLOSE, BACKSLASH, LESS, GREATER, SLASH, PERCENT] = [40, 41, 92, 60, 62, 47, 37];
const OPENING = new Set([LESS, '['.charCodeAt(0), '{'.charCodeAt(0)]);

/** Reads on from there; what it yields is nothing, only its turn. */
type Reading<T> = Generator<void, T>;

/**
 * Reads one object from there on, as a reader of PDF would: what is in strings and comments is none of it. It ends
 * with the keyword that ends an object, or `asValue` with the one value that it is in an object stream. Yields now and
 * then, so that a long object need not be read in one go.
 *
 * @param wanted the names that matter; of the others there may be any number.
 */
export function* readObject(
  bytes: Buffer,
  start: number,
  wanted: ReadonlySet<string>,
  asValue: boolean,
): Reading<PdfObject> {
  const names = new Set<string>();
  let first: number | undefined;
  let lastName = '';
  let depth = 0;
  let at = start;
  let pause = start + SLICE;
  const done = (isWhole: boolean, stream?: number): PdfObject => ({ names, stream, first, isWhole, end: at });

  while (at < bytes.length) {
    if (at >= pause) {
      yield;
      pause = at + SLICE;
    }
    const sign = bytes[at]!;
    if (KIND[sign] === 1) {
      at += 1;
      continue;
    }
    if (sign === PERCENT) {
      at = yield* endOf(bytes, at, isEndOfLine);
      continue;
    }
    if (sign === OPEN) at = yield* endOfString(bytes, at);
    else if (sign === SLASH) {
      const end = yield* endOf(bytes, at + 1, endsWord);
      lastName = wordAt(bytes, at + 1, end);
      if (wanted.has(lastName)) names.add(lastName);
      at = end;
    } else if (sign === LESS && bytes[at + 1] !== LESS) at = after(bytes, GREATER, at + 1);
    else if (KIND[sign] === 2) {
      const isPair = bytes[at + 1] === sign && (sign === LESS || sign === GREATER);
      depth += OPENING.has(sign) ? 1 : -1;
      at += isPair ? 2 : 1;
    } else {
      const end = yield* endOf(bytes, at, endsWord);
      const word = wordAt(bytes, at, end);
      at = end;
      if (ENDS.has(word)) return done(true, word === 'stream' ? contentOf(bytes, at) : undefined);
      if (lastName === 'First') first ??= Number.parseInt(word, 10);
      lastName = '';
    }
    if (asValue && depth <= 0) return done(true);
  }
  return done(false);
}

/** Strings nest, and a backslash takes the meaning of what follows. */
function* endOfString(bytes: Buffer, start: number): Reading<number> {
  let depth = 0;
  let pause = start + SLICE;
  for (let at = start; at < bytes.length; at += 1) {
    const sign = bytes[at];
    if (sign === BACKSLASH) at += 1;
    else if (sign === OPEN) depth += 1;
    else if (sign === CLOSE && --depth === 0) return at + 1;
    if (at < pause) continue;
    yield;
    pause = at + SLICE;
  }
  return bytes.length;
}

function* endOf(bytes: Buffer, start: number, ends: (bytes: Buffer, at: number) => boolean): Reading<number> {
  let pause = start + SLICE;
  let at = start;
  while (at < bytes.length && !ends(bytes, at)) {
    if (++at < pause) continue;
    yield;
    pause = at + SLICE;
  }
  return at;
}

function after(bytes: Buffer, sign: number, from: number): number {
  const at = bytes.indexOf(sign, from);
  return at === -1 ? bytes.length : at + 1;
}

const isEndOfLine = (bytes: Buffer, at: number): boolean => bytes[at] === 10 || bytes[at] === 13;

/** Whether a word that comes before this place ends with it. */
export function endsWord(bytes: Buffer, at: number): boolean {
  return at >= bytes.length || KIND[bytes[at]!] !== 0;
}

/** A word with its escapes read; one that is longer than any that matters is none. */
function wordAt(bytes: Buffer, start: number, end: number): string {
  if (end - start > LONGEST_WORD) return '';
  const word = bytes.toString('latin1', start, end);
  return word.includes('#') ? unescaped(word) : word;
}

/** After `stream` there is an end of line, which is none of its content. */
function contentOf(bytes: Buffer, at: number): number {
  if (bytes[at] === 13 && bytes[at + 1] === 10) return at + 2;
  return bytes[at] === 10 || bytes[at] === 13 ? at + 1 : at;
}

function unescaped(name: string): string {
  return name.replace(/#([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
