import { UnreadablePaper, type ReadPaper } from './paper-line.js';

const ZIP = Buffer.from('PK\u0003\u0004');
/** What Word wrote before 2007, and what an encrypted file of today is kept in. */
const COMPOUND = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
const ENCRYPTED_PACKAGE = Buffer.from('EncryptedPackage', 'utf16le');
/** Readers of PDF look so far for its beginning. */
const HEAD = 1024;

/**
 * A PDF or a Word file as lines. What the file is its content says. Each reader is loaded when it is asked for first.
 *
 * @throws UnreadablePaper
 */
export async function readPaper(bytes: Buffer): Promise<ReadPaper> {
  if (bytes.subarray(0, ZIP.length).equals(ZIP)) return (await import('./docx/read-docx.js')).readDocx(bytes);
  if (bytes.subarray(0, COMPOUND.length).equals(COMPOUND))
    throw new UnreadablePaper(bytes.includes(ENCRYPTED_PACKAGE) ? 'encrypted' : 'old-word-format');
  if (bytes.subarray(0, HEAD).includes('%PDF-')) return (await import('./pdf/read-pdf.js')).readPdf(bytes);
  throw new UnreadablePaper('not-a-paper');
}
