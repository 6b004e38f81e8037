import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { isDeepStrictEqual } from 'node:util';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../config/clock.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import { scanForViruses } from '../documents/inspection/clamd.js';
import { HarmfulFile } from '../documents/inspection/harmful-file.js';
import { LocalFiles } from '../documents/local-files.js';
import { examine, type Examined } from '../documents/media-types.js';
import type { ReceivedFile } from '../documents/storage.js';
import { holdFile } from '../documents/sweep-files.js';
import { Threads } from '../http/threads.js';
import { dayInWords } from '../markup/day.js';
import { Renderers } from '../papers/renderers.js';
import { civilDate } from '../rules/civil-date.js';
import type { ClaimedRequest } from './claimed-request.js';
import { EndRequest } from './end-request.js';
import { isSigned } from './is-signed.js';
import { LEAVES_PAGES, leavesPages } from './leaves-pages.js';
import type { Progress } from './signature-provider.js';

/** What came back is not the frozen paper with signatures. Its content is nobody's to see. */
export class SignedSomethingElse extends Error {}

/** Checks a signed paper and makes it a document of the reply. What is not the frozen paper with signatures is not kept. */
@Injectable()
export class ReceiveSignedPaper {
  constructor(
    private readonly dataSource: DataSource,
    private readonly files: LocalFiles,
    private readonly renderers: Renderers,
    private readonly threads: Threads,
    private readonly endRequest: EndRequest,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /**
   * The document and the end of the request are one transaction: there are both, or none, however many received it.
   *
   * @throws SignedSomethingElse
   */
  async receive(request: ClaimedRequest, frozen: Buffer, { paper, signers }: Progress): Promise<void> {
    if (paper === null || !isSigned(frozen, paper) || !(await this.showsTheSame(frozen, paper)))
      throw new SignedSomethingElse();
    const file = await this.files.receive(Readable.from([paper]));
    try {
      const examined = await this.looked(file, request.file_name ?? '');
      await this.keep(request, file, examined, this.dayOf(signers));
    } finally {
      await this.files.discard(file);
    }
  }

  /** An update of a PDF can put another text in the place of the first, or a picture over it, which then nobody sees. */
  private async showsTheSame(frozen: Buffer, signed: Buffer): Promise<boolean> {
    const [before, after] = await Promise.all([frozen, signed].map((bytes) => this.renderers.read(bytes)));
    if (typeof after !== 'object' || !isDeepStrictEqual(before, after)) return false;
    return this.threads.run<typeof leavesPages>(LEAVES_PAGES, 'leavesPages', { frozen, signed });
  }

  /** As any file that is uploaded: what would harm its reader is not kept. */
  private async looked(file: ReceivedFile, fileName: string): Promise<Examined> {
    try {
      const examined = await examine(file, { fileName, declared: 'application/pdf' }, this.threads);
      const { CLAMD_URL } = this.settings;
      if (CLAMD_URL) await scanForViruses(file.path, CLAMD_URL);
      return examined;
    } catch (error) {
      if (error instanceof HarmfulFile) throw new SignedSomethingElse();
      throw error;
    }
  }

  /** Of the last signature; today where the provider says none, or one to come. */
  private dayOf(signers: Progress['signers']): string {
    const today = this.clock.today();
    const days = signers.flatMap(({ at }) => (at === null ? [] : civilDate(new Date(at)))).toSorted();
    const last = days.at(-1) ?? today;
    return last > today ? today : last;
  }

  private async keep(
    request: ClaimedRequest,
    file: ReceivedFile,
    { mediaType, inspected, notInspectedFor }: Examined,
    day: string,
  ): Promise<void> {
    const name = (request.file_name ?? '').replace(/\.pdf$/, '');
    const documentId = randomUUID();
    await this.dataSource.transaction(async (tx) => {
      await holdFile(tx, file.sha256);
      await this.files.keep(file);
      await tx.query(
        `INSERT INTO documents (id, body_code, title, kind, direction, file_name, media_type, byte_size, sha256, created_by,
           inspected, not_inspected_for)
         SELECT $1, consultee_code, $3, $4, 'internal', $5, $6, $7, $8, $9, $10, $11 FROM consultations WHERE id = $2`,
        [
          documentId,
          request.consultation_id,
          `${name}, undertecknat ${dayInWords(day, 'sv')}`,
          request.paper,
          `${name} undertecknat.pdf`,
          mediaType,
          file.byteSize,
          file.sha256,
          request.asked_by,
          inspected,
          notInspectedFor,
        ],
      );
      const ended = await this.endRequest.end(tx, request, {
        state: 'signed',
        signed: { on: day, documentId },
      });
      if (!ended) throw new EndedMeanwhile();
    });
  }
}

/** Somebody has withdrawn the request, or another worker has received the paper: nothing of this attempt stays. */
export class EndedMeanwhile extends Error {}
