import { IN_A_THREAD, type paperIn } from '../documents/mail-said.js';
import { tooLarge } from '../documents/read-upload.js';
import { decodeText } from '../http/decode-text.js';
import { LARGEST_PAPER, LARGEST_TEXT } from '../http/fastify-adapter.js';
import { readableText } from '../http/read-body.js';
import type { Threads } from '../http/threads.js';
import { Invalid } from '../rules/problem.js';
import { unreadable } from './refusals.js';

/**
 * What is read as a report of a file, by what it is called: a PDF or Word file, a text, or what a mail carries.
 *
 * @param pointer where in the request the file is.
 * @throws Invalid, DomainError for a file that is too large, or neither a paper nor a text.
 */
export async function reportInFile(
  threads: Threads,
  fileName: string,
  bytes: Buffer,
  pointer: string,
): Promise<Buffer | string> {
  if (bytes.length > LARGEST_PAPER) throw tooLarge(LARGEST_PAPER);
  if (/\.eml$/i.test(fileName)) return inMail(threads, bytes, pointer);
  if (/\.(?:pdf|docx?)$/i.test(fileName)) return bytes;
  if (!/\.(?:txt|text|md)$/i.test(fileName)) throw noPaper(pointer);
  if (bytes.length > LARGEST_TEXT) throw tooLarge(LARGEST_TEXT);
  return readableText(decodeText(bytes));
}

async function inMail(threads: Threads, bytes: Buffer, pointer: string): Promise<Buffer | string> {
  const found = await threads.run<typeof paperIn>(IN_A_THREAD, 'paperIn', bytes);
  if (found === null) throw noPaper(pointer);
  return typeof found === 'string' ? readableText(found) : Buffer.from(found);
}

const noPaper = (pointer: string): Invalid => new Invalid({ pointer, ...unreadable['not-a-paper'] });
