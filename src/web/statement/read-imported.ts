import { readFile } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { fileIn, tooLarge, type ReceivedForm } from '../../documents/read-upload.js';
import { LARGEST_PAPER } from '../../http/fastify-adapter.js';
import { Threads } from '../../http/threads.js';
import { reportInFile } from '../../statements/report-in-file.js';
import { isChosen } from '../frame/upload-forms.js';

/** What the files are called that a report can be imported from. */
export const IMPORTED = '.pdf,.docx,.txt,.eml';

/** A file that a report is imported from, as the import of the API takes it. Nothing of it is kept. */
@Injectable()
export class ReadImported {
  constructor(private readonly threads: Threads) {}

  /** @throws Invalid, DomainError for a file that is missing, too large, or neither a paper nor a text. */
  async of({ received, tooLargeIn }: ReceivedForm): Promise<Buffer | string> {
    if (tooLargeIn !== undefined) throw tooLarge(LARGEST_PAPER);
    const { file, fileName } = fileIn(received.find(isChosen));
    if (file.byteSize > LARGEST_PAPER) throw tooLarge(LARGEST_PAPER);
    return reportInFile(this.threads, fileName, await readFile(file.path), '/file');
  }
}
