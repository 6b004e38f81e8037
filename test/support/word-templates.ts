import { docxWith, p, type DocxParts } from './docx-files.js';

const MAIN = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
const HEADER = 'application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml';

/** A Word file with its list of contents, which whoever fills it in reads. */
export function templateWith(
  lines: readonly string[],
  { header, more = {}, type = MAIN }: { header?: string; more?: DocxParts['more']; type?: string } = {},
): Buffer {
  const types = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
    <Default Extension="xml" ContentType="application/xml"/>
    <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
    <Override PartName="/word/document.xml" ContentType="${type}"/>
    ${header === undefined ? '' : `<Override PartName="/word/header1.xml" ContentType="${HEADER}"/>`}</Types>`;
  return docxWith({
    body: lines.map((line) => p(line)).join(''),
    ...(header !== undefined && { headers: { header1: p(header) } }),
    more: { '[Content_Types].xml': new TextEncoder().encode(types), ...more },
  });
}
