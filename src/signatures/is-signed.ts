/** A signature value in hexadecimal: DER, which begins with a sequence; at least so long. */
const VALUE = /^30[0-9a-f]{126,}$/i;

/**
 * Whether a PDF is the frozen one with at least one signature and nothing else: it begins with exactly those bytes, what
 * comes after is an incremental update, and a signature in the update covers all of the file but its own value. Who has
 * signed, and whether the signature is good, is for whoever has the certificates: the provider, and whoever is shown it.
 */
export function isSigned(frozen: Buffer, signed: Buffer): boolean {
  if (signed.length <= frozen.length || !signed.subarray(0, frozen.length).equals(frozen)) return false;
  const update = signed.toString('latin1', frozen.length);
  if (!update.trimEnd().endsWith('%%EOF')) return false;
  return [
    ...update.matchAll(/\/ByteRange\s*\[\s*(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]/g),
  ].some(([, ...range]) => coversAll(signed, frozen.length, range.map(Number) as unknown as Range));
}

type Range = readonly [first: number, length: number, second: number, length: number];

function coversAll(signed: Buffer, frozenBytes: number, [first, upTo, from, rest]: Range): boolean {
  if (first !== 0 || upTo < frozenBytes || from <= upTo + 2 || from + rest !== signed.length) return false;
  const value = signed.toString('latin1', upTo, from);
  if (!value.startsWith('<') || !value.endsWith('>')) return false;
  // It is the value of a signature and not any string in which something could be hidden.
  return /\/Contents\s*$/.test(signed.toString('latin1', upTo - 32, upTo)) && VALUE.test(value.slice(1, -1));
}
