import { crc32, deflateSync } from 'node:zlib';

export const pngChunk = (type: string, data: Buffer): Buffer => {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
};

export interface PngOf {
  readonly width?: number;
  readonly height?: number;
  /** What stands in its head instead. */
  readonly head?: Partial<Readonly<Record<'depth' | 'colour' | 'interlace', number>>>;
  /** Chunks between the head and the picture. */
  readonly also?: readonly Buffer[];
  /** So many rows instead of those that its head says. */
  readonly rows?: number;
}

/** A picture of one colour, with an alpha channel. */
export function png({ width = 40, height = 20, head = {}, also = [], rows = height }: PngOf = {}): Buffer {
  const { depth = 8, colour = 6, interlace = 0 } = head;
  const ihdr = Buffer.alloc(13);
  ihdr.writeUInt32BE(width, 0);
  ihdr.writeUInt32BE(height, 4);
  ihdr.set([depth, colour, 0, 0, interlace], 8);
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 4, Buffer.from([20, 90, 140, 255]))]);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    pngChunk('IHDR', ihdr),
    ...also,
    pngChunk('IDAT', deflateSync(Buffer.concat(Array.from({ length: rows }, () => row)))),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}
