import type { Readable } from 'node:stream';
import type { CaseRecord } from './case-facts.js';
import { REPRESENTATION } from './packing/mets.js';
import type { RecordFile } from './packing/packed-file.js';

/** What a package is of: a closed case at its issuer, or what a body that was asked has of its own consultation. */
export interface Packable {
  readonly kind: 'case' | 'consultation';
  readonly id: string;
}

/** Where the files of the case itself lie. */
export const DATA = `${REPRESENTATION}/data`;

/** A file that is to be packed: what is known of it, and how it is opened when its turn has come. */
export interface Source {
  readonly file: Omit<RecordFile, 'byteSize' | 'sha256'>;
  /** What it has to be, where that is known. */
  readonly sha256?: string;
  readonly open: () => Promise<Opened>;
}

/** A file whose turn has come. */
export interface Opened {
  readonly byteSize: number;
  readonly content: Readable | Buffer;
  /** When it has been packed. */
  readonly close?: () => Promise<void>;
}

/** What most of what Yttra writes has in common. */
export const OWN = { originalName: null, receivedOn: null, direction: 'internal' } as const;

export const numbered = (index: number): string => String(index + 1).padStart(4, '0');

/** Whatever restricts one of its parts, or the whole case, restricts a file; each provision once. */
export function restricting(
  { packed, restrictions }: CaseRecord,
  parts: readonly string[],
): RecordFile['restrictions'] {
  const all = [...packed.restrictions, ...parts.flatMap((part) => restrictions.get(part) ?? [])];
  return [...new Map(all.map((each) => [JSON.stringify(each), each])).values()];
}
