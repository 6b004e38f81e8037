import { createReadStream } from 'node:fs';
import { extname } from 'node:path';
import { fileTypeFromFile } from 'file-type';
import { DomainError } from '../rules/problem.js';

/** What a document may be, by the extensions its file may have. Nothing that a browser would run. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'application/pdf': ['.pdf'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['.docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['.xlsx'],
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': ['.pptx'],
  'application/vnd.oasis.opendocument.text': ['.odt'],
  'application/vnd.oasis.opendocument.spreadsheet': ['.ods'],
  'application/vnd.oasis.opendocument.presentation': ['.odp'],
  'image/png': ['.png'],
  'image/jpeg': ['.jpg', '.jpeg'],
  'image/tiff': ['.tif', '.tiff'],
  'text/plain': ['.txt'],
};

/**
 * What the file is by its content. Name and declared type must agree with it: a program that calls
 * itself a report is refused.
 *
 * @throws DomainError `unsupported-media-type`.
 */
export async function mediaTypeOf(path: string, fileName: string, declared: string): Promise<string> {
  const detected = (await fileTypeFromFile(path))?.mime ?? ((await isText(path)) ? 'text/plain' : undefined);
  const extensions = detected === undefined ? undefined : allowed[detected];
  const claimed = declared.split(';')[0]!.trim().toLowerCase();
  const agrees = claimed === detected || claimed === 'application/octet-stream' || claimed === '';
  if (detected === undefined || !extensions?.includes(extname(fileName).toLowerCase()) || !agrees) {
    throw refused(fileName);
  }
  return detected;
}

/** UTF-8 without control characters, read as a stream. */
async function isText(path: string): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
      // eslint-disable-next-line no-control-regex -- control characters are what it looks for
      if (/[\u0000-\u0008\u000e-\u001f]/.test(decoder.decode(chunk, { stream: true }))) return false;
    }
    decoder.decode();
    return true;
  } catch {
    return false; // not UTF-8
  }
}

function refused(fileName: string): DomainError {
  const known = [...new Set(Object.values(allowed).flat())].join(', ');
  return new DomainError('unsupported-media-type', {
    sv: `Filen ${extname(fileName)} tas inte emot, eller så är innehållet något annat än namnet säger. Tillåtet: ${known}.`,
    en: `The file ${extname(fileName)} is not accepted, or its content is not what its name says. Allowed: ${known}.`,
  });
}
