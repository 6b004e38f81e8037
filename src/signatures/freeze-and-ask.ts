import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { LocalFiles } from '../documents/local-files.js';
import { holdFile } from '../documents/sweep-files.js';
import { nameOf } from '../papers/paper.js';
import { Renderers } from '../papers/renderers.js';
import { ContentGone } from '../rules/problem.js';
import type { ClaimedRequest } from './claimed-request.js';
import type { SignatureProvider } from './signature-provider.js';

/** Makes the paper of a request once, keeps it, and hands these very bytes to whoever has them signed. */
@Injectable()
export class FreezeAndAsk {
  constructor(
    private readonly dataSource: DataSource,
    private readonly renderers: Renderers,
    private readonly files: LocalFiles,
  ) {}

  /** @throws whatever keeps the paper from being made or handed over; the next attempt goes on where this one ended. */
  async ask(provider: SignatureProvider, request: ClaimedRequest): Promise<void> {
    const { sha256, fileName } = await this.frozen(request);
    await provider.ask({
      id: request.id,
      fileName,
      sha256,
      bytes: await this.bytesOf(sha256),
      signers: request.signers.map(({ name, title, email }) => ({ name, title, email })),
      inOrder: request.in_order,
      lastDay: request.last_day,
    });
  }

  /** The frozen paper's bytes, which are never made again. @throws ContentGone */
  async bytesOf(sha256: string): Promise<Buffer> {
    const content = await this.files.read(sha256);
    if (!content) throw new ContentGone();
    return buffer(content);
  }

  private async frozen(request: ClaimedRequest): Promise<{ sha256: string; fileName: string }> {
    const { written } = request;
    if (request.sha256 !== null || written === null)
      return { sha256: request.sha256 ?? '', fileName: request.file_name ?? '' };
    const { bytes } = await this.renderers.write(written, 'pdf');
    const file = await this.files.receive(Readable.from([bytes]));
    const fileName = `${nameOf(written)}.pdf`;
    try {
      await this.dataSource.transaction(async (tx) => {
        await holdFile(tx, file.sha256);
        await this.files.keep(file);
        const [, kept]: [unknown, number] = await tx.query(
          `UPDATE signature_requests SET frozen_at = clock_timestamp(), sha256 = $3, byte_size = $4, file_name = $5, written = NULL
           WHERE id = $1 AND attempts = $2 AND frozen_at IS NULL AND ended_at IS NULL`,
          [request.id, request.attempts, file.sha256, file.byteSize, fileName],
        );
        if (kept === 0) throw new Error('Another has frozen the paper, or the request has ended.');
      });
      return { sha256: file.sha256, fileName };
    } finally {
      await this.files.discard(file);
    }
  }
}
