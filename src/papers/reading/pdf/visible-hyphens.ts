import { decodePDFRawStream, PDFDict, PDFDocument, PDFName, PDFRawStream, PDFRef } from 'pdf-lib';

const TO_UNICODE = PDFName.of('ToUnicode');
const SOFT_HYPHEN = /<00AD>/giu;
const HYPHEN = '<002D>';

/**
 * The same file with its soft hyphens as hyphens. Typst and others call every hyphen so, also that of ”barn- och”, and
 * pdf.js leaves out what has no width: the words that a line broke would be in two.
 *
 * @returns the file as it is where it has none, or is one that cannot be written anew.
 */
export async function withVisibleHyphens(bytes: Uint8Array): Promise<Uint8Array> {
  try {
    const file = await PDFDocument.load(bytes, { updateMetadata: false, throwOnInvalidObject: true });
    let isChanged = false;
    for (const [, object] of file.context.enumerateIndirectObjects()) {
      const reference = object instanceof PDFDict ? object.get(TO_UNICODE) : undefined;
      const map = reference instanceof PDFRef ? file.context.lookup(reference) : undefined;
      if (!(reference instanceof PDFRef) || !(map instanceof PDFRawStream)) continue;
      const written = Buffer.from(decodePDFRawStream(map).decode()).toString('latin1');
      const mended = mendedMap(written);
      if (mended === written) continue;
      file.context.assign(reference, file.context.stream(mended));
      isChanged = true;
    }
    return isChanged ? await file.save({ useObjectStreams: false, updateFieldAppearances: false }) : bytes;
  } catch {
    return bytes;
  }
}

/** A map of codes to signs, in lists of pairs and of ranges; a code may be the same number as a sign. */
const mendedMap = (map: string): string =>
  map
    .replace(/beginbfchar[^]*?endbfchar/gu, (list) =>
      list.replace(/(<[^>]*>\s*)(<[^>]*>)/gu, (_, code: string, sign: string) => code + mended(sign)),
    )
    .replace(/beginbfrange[^]*?endbfrange/gu, (list) =>
      list.replace(
        /(<[^>]*>\s*<[^>]*>\s*)(<[^>]*>|\[[^\]]*\])/gu,
        (_, codes: string, signs: string) => codes + mended(signs),
      ),
    );

const mended = (signs: string): string => signs.replace(SOFT_HYPHEN, HYPHEN);
