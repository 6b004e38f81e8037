import type { Readable } from 'node:stream';

/** An upload that has been read to its end and waits to be kept or thrown away. */
export interface ReceivedFile {
  readonly path: string;
  readonly sha256: string;
  readonly byteSize: number;
}

/**
 * Where documents are kept, by their SHA-256 and never by what a user called them. What is kept is
 * there whole or not at all, and never changes.
 */
export abstract class Storage {
  /** @throws DomainError `storage-full`. */
  abstract keep(file: ReceivedFile): Promise<void>;

  /** @throws Error when it is missing: a row never points to content that was not there. */
  abstract read(sha256: string): Promise<Readable>;
}
