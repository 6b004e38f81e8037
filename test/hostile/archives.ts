import { crc32, deflateRawSync } from 'node:zlib';

/** One part of an archive, and what is to be told of it that is not so. */
export interface Part {
  readonly name: string;
  readonly content?: string | Buffer;
  /** How large it says to be, unpacked. */
  readonly saidSize?: number;
  readonly flags?: number;
  /** Of Unix, such as 0o120777 of a link. */
  readonly mode?: number;
}

/** Writes an archive byte by byte, so that it can be what no program would write. */
export function archive(parts: readonly Part[]): Buffer {
  const places: Buffer[] = [];
  const list: Buffer[] = [];
  let offset = 0;
  for (const { name, content = '', saidSize, flags = 0, mode = 0o100644 } of parts) {
    const packed = deflateRawSync(content);
    const bytes = Buffer.from(name);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(flags | 0x800, 2);
    head.writeUInt16LE(8, 4);
    head.writeUInt32LE(crc32(content), 10);
    head.writeUInt32LE(packed.length, 14);
    head.writeUInt32LE(saidSize ?? Buffer.byteLength(content), 18);
    head.writeUInt16LE(bytes.length, 22);
    const place = Buffer.concat([Buffer.from('PK\u0003\u0004'), head, bytes, packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE((mode << 16) >>> 0, 6);
    rest.writeUInt32LE(offset, 10);
    list.push(Buffer.from('PK\u0001\u0002'), Buffer.from([20, 3]), head, rest, bytes);
    places.push(place);
    offset += place.length;
  }
  const directory = Buffer.concat(list);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...places, directory, Buffer.from('PK\u0005\u0006'), end]);
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
