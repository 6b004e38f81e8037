import { crc32, inflateSync } from 'node:zlib';

const MOST_BYTES = 48 * 1024;
const MOST_PIXELS = 500_000;
const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
/** What a picture is made of. All else in the file – texts, times, profiles, previews – is left out. */
const KEPT = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']);
/** Samples to a pixel, by kind of colour. */
const SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
  readonly bytes: Buffer;
}

/**
 * A logotype as it may stand in a paper: a PNG of this size, whole, with nothing in it but the picture. No other kind of
 * picture is taken: an SVG is a program that every reader of it would have to be kept from running.
 *
 * @returns the same picture in base64, or undefined for what is no such picture.
 */
export function readLogotype(base64: string): string | undefined {
  const file = Buffer.from(base64, 'base64');
  if (file.length > MOST_BYTES || file.toString('base64') !== base64) return undefined;
  const chunks = chunksOf(file);
  if (!chunks || !isWhole(chunks)) return undefined;
  const kept = chunks.filter(({ type }) => KEPT.has(type)).map(({ bytes }) => bytes);
  return Buffer.concat([SIGNATURE, ...kept]).toString('base64');
}

/** Width and height of a picture that `readLogotype` has read, made as large as there is room for. */
export function logotypeWithin(base64: string, most: { readonly width: number; readonly height: number }) {
  const file = Buffer.from(base64, 'base64');
  const [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)];
  const scale = Math.min(most.width / width, most.height / height);
  return { width: width * scale, height: height * scale };
}

function chunksOf(file: Buffer): Chunk[] | undefined {
  if (!file.subarray(0, 8).equals(SIGNATURE)) return undefined;
  const chunks: Chunk[] = [];
  for (let at = 8; at + 12 <= file.length;) {
    const end = at + 12 + file.readUInt32BE(at);
    if (end > file.length) return undefined;
    const bytes = file.subarray(at, end);
    if (crc32(bytes.subarray(4, -4)) !== bytes.readUInt32BE(bytes.length - 4)) return undefined;
    chunks.push({ type: bytes.toString('latin1', 4, 8), data: bytes.subarray(8, -4), bytes });
    at = end;
  }
  return chunks;
}

/** Whether there is exactly one picture in it, and all of that. A letter that is large says that no reader may pass a chunk over. */
function isWhole(chunks: readonly Chunk[]): boolean {
  const [head] = chunks;
  if (head?.type !== 'IHDR' || head.data.length !== 13 || chunks.at(-1)?.type !== 'IEND') return false;
  if (chunks.some(({ type }) => /^[A-Z]/.test(type) && !KEPT.has(type))) return false;
  if (['IHDR', 'PLTE', 'tRNS', 'IEND'].some((once) => chunks.filter(({ type }) => type === once).length > 1))
    return false;
  const [width, height] = [head.data.readUInt32BE(0), head.data.readUInt32BE(4)];
  const [depth, colour, packing, filtering, interlace] = [...head.data.subarray(8)];
  const samples = SAMPLES[colour!];
  const isPlain = packing === 0 && filtering === 0 && interlace === 0;
  if (samples === undefined || !isPlain || width * height === 0 || width * height > MOST_PIXELS) return false;
  // Less than a byte to a sample is for greys and palettes alone.
  if (!(depth === 8 || ([1, 2, 4].includes(depth!) && samples === 1 && colour !== 4))) return false;
  if (colour === 3 && !chunks.some(({ type }) => type === 'PLTE')) return false;
  const row = 1 + Math.ceil((width * samples * depth!) / 8);
  return unpacked(chunks, row * height)?.every((byte, at) => at % row !== 0 || byte <= 4) ?? false;
}

/** The rows of the picture, each after the number of its filter; undefined where there is more or less of them. */
function unpacked(chunks: readonly Chunk[], size: number): Buffer | undefined {
  const packed = Buffer.concat(chunks.flatMap(({ type, data }) => (type === 'IDAT' ? data : [])));
  try {
    const rows = inflateSync(packed, { maxOutputLength: size });
    return rows.length === size ? rows : undefined;
  } catch {
    return undefined;
  }
}
