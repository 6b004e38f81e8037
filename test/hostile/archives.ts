import { crc32, deflateRawSync } from 'node:zlib';

/** One part of an archive, and what is to be told of it that is not so. */
export interface Part {
  /** As bytes where it is not to be told that they are UTF-8. */
  readonly name: string | Buffer;
  readonly content?: string | Buffer;
  /** How large it says to be, unpacked. */
  readonly saidSize?: number;
  readonly flags?: number;
  /** Of Unix, such as 0o120777 of a link. */
  readonly mode?: number;
}

/** Writes an archive byte by byte, so that it can be what no program would write. */
export function archive(parts: readonly Part[]): Buffer {
  return written(parts, false);
}

/** The same as programs write what may be larger than 4 GiB: with every size and place in 64 bits. */
export const archive64 = (parts: readonly Part[]): Buffer => written(parts, true);

function written(parts: readonly Part[], in64: boolean): Buffer {
  const places: Buffer[] = [];
  const list: Buffer[] = [];
  let offset = 0;
  for (const { name, content = '', saidSize, flags = 0, mode = 0o100644 } of parts) {
    const packed = deflateRawSync(content);
    const bytes = Buffer.from(name);
    const size = saidSize ?? Buffer.byteLength(content);
    const more = (...sizes: number[]) => (in64 ? sizesIn64(sizes) : Buffer.alloc(0));
    const head = (extra: Buffer): Buffer => {
      const fields = Buffer.alloc(26);
      fields.writeUInt16LE(in64 ? 45 : 20, 0);
      fields.writeUInt16LE(flags | (typeof name === 'string' ? 0x800 : 0), 2);
      fields.writeUInt16LE(8, 4);
      fields.writeUInt32LE(crc32(content), 10);
      fields.writeUInt32LE(in64 ? ELSEWHERE : packed.length, 14);
      fields.writeUInt32LE(in64 ? ELSEWHERE : size, 18);
      fields.writeUInt16LE(bytes.length, 22);
      fields.writeUInt16LE(extra.length, 24);
      return fields;
    };
    const local = more(size, packed.length);
    const place = Buffer.concat([Buffer.from('PK\u0003\u0004'), head(local), bytes, local, packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE((mode << 16) >>> 0, 6);
    rest.writeUInt32LE(in64 ? ELSEWHERE : offset, 10);
    const central = more(size, packed.length, offset);
    list.push(Buffer.from('PK\u0001\u0002'), Buffer.from([20, 3]), head(central), rest, bytes, central);
    places.push(place);
    offset += place.length;
  }
  const directory = Buffer.concat(list);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(in64 ? 0xffff : parts.length, 4);
  end.writeUInt16LE(in64 ? 0xffff : parts.length, 6);
  end.writeUInt32LE(in64 ? ELSEWHERE : directory.length, 8);
  end.writeUInt32LE(in64 ? ELSEWHERE : offset, 12);
  return Buffer.concat([
    ...places,
    directory,
    ...(in64 ? [endIn64(parts.length, directory.length, offset)] : []),
    Buffer.from('PK\u0005\u0006'),
    end,
  ]);
}

/** What stands in a field of 32 bits whose value stands in one of 64. */
const ELSEWHERE = 0xffffffff;

function sizesIn64(sizes: readonly number[]): Buffer {
  const field = Buffer.alloc(4 + sizes.length * 8);
  field.writeUInt16LE(1, 0);
  field.writeUInt16LE(sizes.length * 8, 2);
  for (const [index, size] of sizes.entries()) field.writeBigUInt64LE(BigInt(size), 4 + index * 8);
  return field;
}

function endIn64(count: number, bytes: number, offset: number): Buffer {
  const end = Buffer.alloc(56);
  end.write('PK\u0006\u0006', 'latin1');
  end.writeBigUInt64LE(44n, 4);
  end.writeUInt16LE(45, 12);
  end.writeUInt16LE(45, 14);
  end.writeBigUInt64LE(BigInt(count), 24);
  end.writeBigUInt64LE(BigInt(count), 32);
  end.writeBigUInt64LE(BigInt(bytes), 40);
  end.writeBigUInt64LE(BigInt(offset), 48);
  const place = Buffer.alloc(20);
  place.write('PK\u0006\u0007', 'latin1');
  place.writeBigUInt64LE(BigInt(offset + bytes), 8);
  place.writeUInt32LE(1, 16);
  return Buffer.concat([end, place]);
}

export const OFFICE = 'application/vnd.openxmlformats-officedocument';
export const DOCX = `${OFFICE}.wordprocessingml.document`;
export const ODT = 'application/vnd.oasis.opendocument.text';

const TYPES = 'http://schemas.openxmlformats.org/package/2006/content-types';
const RELATIONSHIPS = 'http://schemas.openxmlformats.org/package/2006/relationships';
export const RELATIONSHIP = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

export const contentTypes = (type: string, more = ''): Part => ({
  name: '[Content_Types].xml',
  content: `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="${TYPES}">
    <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
    <Override PartName="/document.xml" ContentType="${type}"/>${more}</Types>`,
});

/** A part that lists relationships. */
export const relationships = (name: string, ...all: string[]): Part => ({
  name,
  content: `<Relationships xmlns="${RELATIONSHIPS}">${all.join('')}</Relationships>`,
});

export const relationship = (type: string, target: string, more = ''): string =>
  `<Relationship Id="r" Type="${RELATIONSHIP}/${type}" Target="${target}" ${more}/>`;

const ROOT = relationships('_rels/.rels', relationship('officeDocument', 'document.xml'));

/** An office document with further parts. */
export const officeFile = (type: string, ...parts: Part[]): Buffer =>
  archive([
    contentTypes(`${type}.main+xml`),
    ROOT,
    { name: 'document.xml', content: '<document/>' },
    ...parts,
  ]);

/** The same, and what its list of contents says besides. */
export const officeFileOf = (type: string, more: string, ...parts: Part[]): Buffer =>
  archive([
    contentTypes(`${type}.main+xml`, more),
    ROOT,
    { name: 'document.xml', content: '<document/>' },
    ...parts,
  ]);

export const openDocument = (...parts: Part[]): Buffer =>
  archive([{ name: 'mimetype', content: ODT }, { name: 'content.xml', content: '<office/>' }, ...parts]);
