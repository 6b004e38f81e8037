import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { LocalFiles } from '../documents/local-files.js';
import type { ReceivedFile } from '../documents/storage.js';
import { DomainError } from '../rules/problem.js';
import { GatherCase } from './gather-case.js';
import { erms } from './packing/erms.js';
import { FACTS_SCHEMA, FACTS_SCHEMA_FILE } from './packing/facts-xml.js';
import { packageMets, representationMets, REPRESENTATION } from './packing/mets.js';
import type { PackedFile, RecordFile } from './packing/packed-file.js';
import { premis } from './packing/premis.js';
import { READ_ME } from './packing/read-me.js';
import { Tarball } from './packing/tarball.js';
import type { Packable, Source } from './source.js';

const XML = 'application/xml';

export interface WrittenPackage extends ReceivedFile {
  readonly fileName: string;
  readonly files: number;
  /** The documents in it. */
  readonly holds: readonly string[];
  /** Of the last event of the trail that is in it. */
  readonly trailUntil: string;
}

/**
 * Writes a package to disk: a tar file with all that is of the case, each file read once on the way and held to its
 * checksum. As the service. Whoever gets it keeps or discards it.
 *
 * @throws DomainError `content-gone` for a file that is missing or altered, `conflict` for a case that has been reopened, and what reading and rendering throw.
 */
@Injectable()
export class WritePackage {
  constructor(
    private readonly gatherCase: GatherCase,
    private readonly files: LocalFiles,
  ) {}

  async write(of: Packable, stopping: AbortSignal): Promise<WrittenPackage> {
    const gathered = await this.gatherCase.gather(of);
    const { packed, sources, holds, trail } = gathered;
    const tarball = new Tarball(packed.root, new Date(packed.asOf));
    const receiving = this.files.receive(tarball.content);
    const filling = this.addAll(tarball, gathered, stopping).catch((error: unknown) => {
      tarball.fail(error instanceof Error ? error : new Error(String(error)));
      throw error;
    });
    const [filled, received] = await Promise.allSettled([filling, receiving]);
    if (filled.status === 'rejected') {
      if (received.status === 'fulfilled') await this.files.discard(received.value);
      throw filled.reason;
    }
    if (received.status === 'rejected') throw received.reason;
    const fileName = `${packed.number.replaceAll('/', '-')} arkivpaket.tar`;
    return { ...received.value, fileName, files: sources.length, holds, trailUntil: trail.until };
  }

  /** The files of the case first, then what is told of them, and last what names all of it. */
  private async addAll(
    tarball: Tarball,
    { packed, sources }: Awaited<ReturnType<GatherCase['gather']>>,
    stopping: AbortSignal,
  ): Promise<void> {
    const records: RecordFile[] = [];
    for (const source of sources) {
      stopping.throwIfAborted();
      records.push(await pack(tarball, source));
    }
    const add = async (path: string, mediaType: string, text: string): Promise<PackedFile> => {
      const bytes = Buffer.from(text);
      await tarball.add(path, bytes.length, bytes);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      return { path, mediaType, byteSize: bytes.length, sha256, createdAt: packed.asOf };
    };
    const files = {
      representation: await add(`${REPRESENTATION}/METS.xml`, XML, representationMets(packed, records)),
      descriptive: await add('metadata/descriptive/erms.xml', XML, erms(packed, records)),
      preservation: await add('metadata/preservation/premis.xml', XML, premis(packed, records)),
      documentation: [await add('documentation/LAS-MIG.txt', 'text/plain', READ_ME)],
      schemas: [await add(`schemas/${FACTS_SCHEMA_FILE}`, XML, FACTS_SCHEMA)],
    };
    await add('METS.xml', XML, packageMets(packed, files));
    tarball.end();
  }
}

async function pack(tarball: Tarball, { file, sha256: expected, open }: Source): Promise<RecordFile> {
  const { byteSize, content, close } = await open();
  try {
    const sha256 = await tarball.add(file.path, byteSize, content);
    if (expected !== undefined && sha256 !== expected) throw altered();
    return { ...file, byteSize, sha256 };
  } finally {
    await close?.();
  }
}

const altered = () =>
  new DomainError('content-gone', {
    sv: 'En fil i ärendet stämmer inte med sin kontrollsumma. Säg till driften.',
    en: 'A file of the case does not match its checksum. Tell the operators.',
  });
