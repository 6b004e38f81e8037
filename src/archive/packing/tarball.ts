import { createHash } from 'node:crypto';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { pack } from 'tar-stream';

/**
 * A tar file that is written while it is read: no more of it is in memory than a piece of one file. Owner, rights and time
 * of each file are the same whenever it is written.
 */
export class Tarball {
  private readonly pack = pack();

  constructor(
    private readonly root: string,
    private readonly at: Date,
  ) {}

  /** Read once, while files are added. */
  get content(): Readable {
    return Readable.from(this.pack, { objectMode: false });
  }

  /**
   * Adds one file, whose size is known beforehand.
   *
   * @returns its SHA-256.
   * @throws Error where it is of another size.
   */
  async add(path: string, byteSize: number, content: Readable | Buffer): Promise<string> {
    const hash = createHash('sha256');
    const meter = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        hash.update(chunk);
        done(null, chunk);
      },
    });
    const entry = this.pack.entry({
      name: `${this.root}/${path}`,
      size: byteSize,
      mtime: this.at,
      mode: 0o644,
      uid: 0,
      gid: 0,
    });
    await pipeline(Buffer.isBuffer(content) ? Readable.from([content]) : content, meter, entry);
    return hash.digest('hex');
  }

  end(): void {
    this.pack.finalize();
  }

  /** Whoever reads it is told that nothing more comes. */
  fail(error: Error): void {
    this.pack.destroy(error);
  }
}
