import { zipSync } from 'fflate';

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const ALL = `${W} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"`;
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

export interface DocxParts {
  /** What stands in `w:body`. */
  readonly body: string;
  readonly styles?: string;
  readonly numbering?: string;
  readonly footnotes?: string;
  /** Headers by the id that `w:headerReference` names. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly more?: Readonly<Record<string, Uint8Array>>;
}

const part = (root: string, content: string): Uint8Array => bytes(`<w:${root} ${ALL}>${content}</w:${root}>`);

/** A Word file with those parts, as Word would save it. */
export function docxWith({ body, styles, numbering, footnotes, headers = {}, more = {} }: DocxParts): Buffer {
  const related = [
    ['styles', 'styles', 'styles.xml', styles],
    ['numbering', 'numbering', 'numbering.xml', numbering],
    ['footnotes', 'footnotes', 'footnotes.xml', footnotes],
    ...Object.entries(headers).map(([id, content]) => [id, 'header', `${id}.xml`, content]),
  ].filter(([, , , content]) => content !== undefined) as [string, string, string, string][];
  const roots: Record<string, string> = {
    styles: 'styles',
    numbering: 'numbering',
    footnotes: 'footnotes',
    header: 'hdr',
  };
  const files: Record<string, Uint8Array> = {
    '[Content_Types].xml': bytes(
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    ),
    '_rels/.rels': relationships([['doc', 'officeDocument', 'word/document.xml']]),
    'word/document.xml': part('document', `<w:body>${body}</w:body>`),
    'word/_rels/document.xml.rels': relationships(related.map(([id, kind, target]) => [id, kind, target])),
    ...Object.fromEntries(
      related.map(([, kind, target, content]) => [`word/${target}`, part(roots[kind]!, content)]),
    ),
    ...more,
  };
  return Buffer.from(zipSync(files));
}

const relationships = (list: readonly (readonly [string, string, string])[]): Uint8Array =>
  bytes(
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list
      .map(([id, kind, target]) => `<Relationship Id="${id}" Type="${OFFICE}/${kind}" Target="${target}"/>`)
      .join('')}</Relationships>`,
  );

/** A paragraph with a style, and runs that are written as they are or as text. */
export const p = (text: string, style?: string, more = ''): string =>
  `<w:p><w:pPr>${style === undefined ? '' : `<w:pStyle w:val="${style}"/>`}${more}</w:pPr>${
    text.startsWith('<') ? text : r(text)
  }</w:p>`;
export const r = (text: string, properties = ''): string =>
  `<w:r><w:rPr>${properties}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;
export const inList = (id: number, level = 0): string =>
  `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${id}"/></w:numPr>`;

/** The styles of a Swedish Word, and a municipality's own. */
export const STYLES = `
  <w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
  <w:style w:type="paragraph" w:styleId="Rubrik1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
  <w:style w:type="paragraph" w:styleId="Rubrik2"><w:name w:val="heading 2"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
  <w:style w:type="paragraph" w:styleId="TSNRubrik"><w:name w:val="TSN Avsnitt"/><w:basedOn w:val="Rubrik2"/></w:style>
  <w:style w:type="paragraph" w:styleId="Egen"><w:name w:val="Egen mellanrubrik"/></w:style>
  <w:style w:type="paragraph" w:styleId="Tabellrubrik"><w:name w:val="Tabellrubrik"/></w:style>
  <w:style w:type="paragraph" w:styleId="Innehll1"><w:name w:val="toc 1"/></w:style>
  <w:style w:type="character" w:styleId="Platshllartext"><w:name w:val="Placeholder Text"/></w:style>`;

const level = (at: number, format: string, text: string): string =>
  `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`;

/** Lists: 1 is numbered and lettered below, 2 begins the same anew, 3 has bullets, 4 numbers as ”1.1”. */
export const NUMBERING = `
  <w:abstractNum w:abstractNumId="0">${level(0, 'decimal', '%1.')}${level(1, 'lowerLetter', '%2)')}</w:abstractNum>
  <w:abstractNum w:abstractNumId="1">${level(0, 'bullet', '\uf0b7')}</w:abstractNum>
  <w:abstractNum w:abstractNumId="2">${level(0, 'decimal', '%1')}${level(1, 'decimal', '%1.%2')}</w:abstractNum>
  <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
  <w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
  <w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>
  <w:num w:numId="4"><w:abstractNumId w:val="2"/></w:num>`;
