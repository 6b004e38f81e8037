import { HarmfulFile } from './harmful-file.js';
import type { Inspection } from './inspected.js';
import { PdfObjects } from './pdf-objects.js';
import type { Read } from './picture-size.js';

const HEAD = 1024;
const TAIL = 2048;

/**
 * A PDF begins with its header and ends with its end. Before its first object there is nothing that a browser could
 * take for a page: readers forgive what comes first, and so a file can be both.
 *
 * @throws HarmfulFile
 */
export async function lookAtPdf(read: Read, byteSize: number): Promise<Inspection> {
  const [beforeObjects = ''] = (await read(0, Math.min(HEAD, byteSize))).toString('latin1').split(/\d obj\b/);
  if (/<[!?/a-z]/i.test(beforeObjects)) throw new HarmfulFile('web-page');
  const tail = await read(Math.max(0, byteSize - TAIL), Math.min(TAIL, byteSize));
  if (!tail.includes('%%EOF')) throw new HarmfulFile('truncated');
  return new PdfObjects(read, byteSize).look();
}
