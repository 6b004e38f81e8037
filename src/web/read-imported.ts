import { readFile } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { IN_A_THREAD, type paperIn } from '../documents/mail-said.js';
import { fileIn, tooLarge, type ReceivedForm } from '../documents/read-upload.js';
import { decodeText } from '../http/decode-text.js';
import { LARGEST_PAPER, LARGEST_TEXT } from '../http/fastify-adapter.js';
import { readableText } from '../http/read-body.js';
import { Threads } from '../http/threads.js';
import { Invalid } from '../rules/problem.js';
import { unreadable } from '../statements/refusals.js';
import { isChosen } from './upload-forms.js';

/** What the files are called that a report can be imported from. */
export const IMPORTED = '.pdf,.docx,.txt,.eml';

/** A file that a report is imported from, as the import of the API takes it. Nothing of it is kept. */
@Injectable()
export class ReadImported {
  constructor(private readonly threads: Threads) {}

  /** @throws Invalid, DomainError for a file that is missing, too large, or neither a paper nor a text. */
  async of({ received }: ReceivedForm): Promise<Buffer | string> {
    const { file, fileName } = fileIn(received.find(isChosen));
    if (file.byteSize > LARGEST_PAPER) throw tooLarge(LARGEST_PAPER);
    const bytes = await readFile(file.path);
    if (/\.eml$/i.test(fileName)) return this.inMail(bytes);
    if (/\.(?:pdf|docx?)$/i.test(fileName)) return bytes;
    if (!/\.(?:txt|text|md)$/i.test(fileName))
      throw new Invalid({ pointer: '/file', ...unreadable['not-a-paper'] });
    if (file.byteSize > LARGEST_TEXT) throw tooLarge(LARGEST_TEXT);
    return readableText(decodeText(bytes));
  }

  private async inMail(bytes: Buffer): Promise<Buffer | string> {
    const found = await this.threads.run<typeof paperIn>(IN_A_THREAD, 'paperIn', bytes);
    if (found === null) throw new Invalid({ pointer: '/file', ...unreadable['not-a-paper'] });
    return typeof found === 'string' ? readableText(found) : Buffer.from(found);
  }
}
