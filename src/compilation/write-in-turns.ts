import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import canonicalize from 'canonicalize';

/** Others wait no longer than this for their turn, and one piece. */
const TURN_MS = 10;
/** How deep a compilation is taken apart: to each consultee's part of each list, such as one remark. */
const DEPTH = 4;

/**
 * The canonical JSON (RFC 8785) of what may be megabytes long, and its SHA-256, made piece by piece so that nobody waits for
 * all of it.
 */
export async function writeInTurns(value: object): Promise<{ json: string; sha256: string }> {
  const hash = createHash('sha256');
  const pieces: string[] = [];
  let since = performance.now();
  for (const piece of piecesOf(value, DEPTH)) {
    hash.update(piece);
    pieces.push(piece);
    if (performance.now() - since < TURN_MS) continue;
    await setImmediate();
    since = performance.now();
  }
  return { json: pieces.join(''), sha256: hash.digest('hex') };
}

/** The canonical JSON of plain values, in pieces. */
function* piecesOf(value: unknown, depth: number): Generator<string> {
  if (depth === 0 || typeof value !== 'object' || value === null) yield canonicalize(value) ?? '';
  else if (Array.isArray(value)) yield* listed('[', ']', value.entries(), () => '', depth);
  else {
    const given = Object.entries(value).filter(([, member]) => member !== undefined);
    // RFC 8785 sorts by UTF-16 code units, as JavaScript does unless it is told otherwise.
    const members = given.toSorted(([one], [other]) => (one < other ? -1 : 1));
    yield* listed('{', '}', members, (key) => `${JSON.stringify(key)}:`, depth);
  }
}

function* listed<Key>(
  begins: string,
  ends: string,
  members: Iterable<readonly [Key, unknown]>,
  named: (key: Key) => string,
  depth: number,
): Generator<string> {
  let before = begins;
  for (const [key, member] of members) {
    yield `${before}${named(key)}`;
    yield* piecesOf(member ?? null, depth - 1);
    before = ',';
  }
  yield before === begins ? `${begins}${ends}` : ends;
}
