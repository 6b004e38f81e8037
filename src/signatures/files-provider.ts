import { createHash, randomUUID } from 'node:crypto';
import { chmod, mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { plainFolder, readExchanged } from './exchanged-file.js';
import {
  ProviderFailed,
  type PaperToSign,
  type Progress,
  type SignatureProvider,
} from './signature-provider.js';
import { readStatus } from './status-file.js';

const STATUS_BYTES = 64 * 1024;

/**
 * A folder that another program looks into: each paper has a folder of its own there, called by the id of its request
 * (docs/signatures.md). What we write is there whole or not at all; what the other side writes is believed in nothing but
 * what it is checked for.
 */
export class FilesProvider implements SignatureProvider {
  readonly name = 'files';

  constructor(
    private readonly folder: string,
    private readonly maxBytes: number,
  ) {}

  async ask({ id, bytes, ...paper }: PaperToSign): Promise<void> {
    const request = {
      id,
      ...paper,
      signers: paper.signers.map((signer, index) => ({ place: index + 1, ...signer })),
    };
    await this.place(id, { 'paper.pdf': bytes, 'request.json': JSON.stringify(request, null, 2) });
  }

  async look(id: string): Promise<Progress> {
    return reached(async () => {
      const folder = join(this.folder, id);
      const written = await readExchanged(folder, 'status.json', STATUS_BYTES);
      if (written === 'absent') return { state: 'waiting', signers: [], paper: null };
      if (written === 'too-large') throw new ProviderFailed('provider-answered-garbage');
      const { sha256, ...status } = readStatus(written.toString('utf8'));
      if (status.state !== 'signed') return { ...status, paper: null };
      const paper = await readExchanged(folder, 'signed.pdf', this.maxBytes);
      if (paper === 'too-large') return { ...status, paper: null };
      // Half of it, or none: whoever writes has not come to the end, or writes something else than they say.
      if (paper === 'absent' || createHash('sha256').update(paper).digest('hex') !== sha256)
        throw new ProviderFailed('provider-answered-garbage');
      return { ...status, paper };
    });
  }

  /** Of a paper that was never placed there is a folder afterwards that says so: it cannot be placed any more. */
  async withdraw(id: string): Promise<void> {
    await this.place(id, {});
    await reached(async () => {
      const folder = join(this.folder, id);
      await plainFolder(folder);
      await this.write(folder, 'withdrawn.json', JSON.stringify({ id }));
    });
  }

  /** A folder of the request with these files, unless there is one already: an earlier attempt has placed it. */
  private async place(id: string, files: Readonly<Record<string, string | Buffer>>): Promise<void> {
    const draft = join(this.folder, `.new-${randomUUID()}`);
    await reached(async () => {
      try {
        // Not the folder above: where a shared disk is missing, nobody would look into one that we made.
        await mkdir(draft);
        // Whatever this process hides from its group otherwise: the other program writes there, as the group of the folder above.
        await chmod(draft, 0o2770);
        for (const [name, content] of Object.entries(files)) await this.write(draft, name, content);
        // Never into a folder that is there: a rename takes an empty one's place.
        await this.write(draft, '.placed', '');
        await rename(draft, join(this.folder, id));
      } catch (error) {
        await rm(draft, { recursive: true, force: true });
        if (!PLACED.includes((error as NodeJS.ErrnoException).code)) throw error;
      }
    });
  }

  private async write(folder: string, name: string, content: string | Buffer): Promise<void> {
    const draft = join(folder, `.${name}-${randomUUID()}`);
    const file = await open(draft, 'wx');
    try {
      await file.chmod(0o640);
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, join(folder, name));
  }
}

const PLACED: readonly (string | undefined)[] = ['ENOTEMPTY', 'EEXIST', 'ENOTDIR'];

/** What the system says of a folder that does not work is not what the provider has answered. */
async function reached<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ProviderFailed) throw error;
    throw new ProviderFailed('provider-unreachable');
  }
}
