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

  /** Undefined when it is missing: somebody has removed it from outside. */
  abstract read(sha256: string): Promise<Readable | undefined>;

  abstract has(sha256: string): Promise<boolean>;

  /** Everything that is kept, with when it was last kept. */
  abstract all(): AsyncIterable<{ readonly sha256: string; readonly keptAt: Date }>;

  /** Removes what was last kept before that; what has been kept anew since then stays. */
  abstract remove(sha256: string, before: Date): Promise<boolean>;

  /** Removes what was received before that and neither kept nor thrown away: its process was killed. */
  abstract removeHalfReceived(before: Date): Promise<void>;
}
