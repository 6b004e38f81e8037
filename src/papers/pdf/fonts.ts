import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../config/project-root.js';

/** The fonts that papers are set in, with their licences; nothing of the machine's joins them. */
export const FONTS_FOLDER = join(projectRoot, 'src', 'papers', 'pdf', 'fonts');

/** Each family in its weights: the face of the pages, and a wide one for what that face has no sign for. */
const FAMILIES = [
  ['SourceSans3-Regular.ttf', 'SourceSans3-Bold.ttf'],
  ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'],
];

/** Which signs a font file has: the character map of OpenType (`cmap`), in its formats 4 and 12. */
export function signsOf(font: Buffer): Set<number> {
  const table = tableAt(font, 'cmap');
  const signs = new Set<number>();
  const subtables = font.readUInt16BE(table + 2);
  for (let each = 0; each < subtables; each += 1) {
    const place = table + font.readUInt32BE(table + 8 + each * 8);
    const format = font.readUInt16BE(place);
    const ranges = format === 12 ? groupsOf(font, place) : format === 4 ? segmentsOf(font, place) : [];
    for (const [first, last] of ranges) for (let sign = first; sign <= last; sign += 1) signs.add(sign);
  }
  return signs;
}

function tableAt(font: Buffer, name: string): number {
  const tables = font.readUInt16BE(4);
  for (let each = 0; each < tables; each += 1) {
    const record = 12 + each * 16;
    if (font.toString('latin1', record, record + 4) === name) return font.readUInt32BE(record + 8);
  }
  throw new Error(`The font has no table ${name}.`);
}

type Range = readonly [first: number, last: number];

function groupsOf(font: Buffer, place: number): Range[] {
  return Array.from({ length: font.readUInt32BE(place + 12) }, (_, each) => {
    const group = place + 16 + each * 12;
    return [font.readUInt32BE(group), font.readUInt32BE(group + 4)] as const;
  });
}

function segmentsOf(font: Buffer, place: number): Range[] {
  const doubled = font.readUInt16BE(place + 6);
  return Array.from({ length: doubled / 2 }, (_, each) => {
    const last = font.readUInt16BE(place + 14 + each * 2);
    const first = font.readUInt16BE(place + 16 + doubled + each * 2);
    return [first, Math.min(last, 0xfffe)] as const;
  });
}

/** What all weights of a family have, since a heading is set in another weight than the text. */
const signsOfFamily = (files: readonly string[]): Set<number> => {
  const [first, ...others] = files.map((file) => signsOf(readFileSync(join(FONTS_FOLDER, file))));
  return new Set([...first!].filter((sign) => others.every((signs) => signs.has(sign))));
};

/** The signs of each family. */
export const signsOfFamilies = (): readonly ReadonlySet<number>[] => FAMILIES.map(signsOfFamily);
