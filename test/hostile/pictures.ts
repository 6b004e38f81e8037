/** Heads of pictures that say how large they are, and no more than a reader needs to believe it. */
export function png(width: number, height: number): Buffer {
  const head = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
  const sides = Buffer.alloc(8);
  sides.writeUInt32BE(width, 0);
  sides.writeUInt32BE(height, 4);
  const rest = Buffer.from('08060000001f15c489', 'hex');
  const data = Buffer.from('0000000149444154000000000000', 'hex').subarray(0, 13);
  const end = Buffer.from('0000000049454e44ae426082', 'hex');
  return Buffer.concat([head, sides, rest, data, end]);
}

export function jpeg(width: number, height: number): Buffer {
  const application = Buffer.from('ffe000104a46494600010100000100010000', 'hex');
  const frame = Buffer.from('ffc0000b080000000001011100', 'hex');
  frame.writeUInt16BE(height, 5);
  frame.writeUInt16BE(width, 7);
  const scan = Buffer.from('ffda0008010100003f00aabbccffd9', 'hex');
  return Buffer.concat([Buffer.from('ffd8', 'hex'), application, frame, scan]);
}

/** Pages of one size; the last names `next` as the one after it. */
export function tiff(width: number, height: number, next = 0): Buffer {
  const file = Buffer.alloc(8 + 2 + 24 + 4);
  file.write('II*\0', 'latin1');
  file.writeUInt32LE(8, 4);
  file.writeUInt16LE(2, 8);
  for (const [index, side] of [width, height].entries()) {
    const at = 10 + index * 12;
    file.writeUInt16LE(256 + index, at);
    file.writeUInt16LE(4, at + 2);
    file.writeUInt32LE(1, at + 4);
    file.writeUInt32LE(side, at + 8);
  }
  file.writeUInt32LE(next, 34);
  return file;
}
