/** Vertical tab, next line, and the separators of lines and paragraphs: editors and viewers write them for a new line. */
const OTHER_LINE_ENDS = /[\v\u0085\u2028\u2029]/gu;
/** One glyph for ff, fi, fl, ffi, ffl and st, as fonts of PDFs have. */
const LIGATURES = /[\uFB00-\uFB06]/gu;
/** What has no width and sets only the direction of writing or the place of a break. */
const INVISIBLE = /[\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/gu;
/** At the end of a line it tells that the word goes on; elsewhere it says nothing. */
const SOFT_HYPHEN_WITHIN = /\u00AD(?!\s*[\r\n\f])/gu;

/** A report's text in the one way that it is read: every end of a line is one, and every letter a letter. */
export const plainText = (text: string): string =>
  text
    .replace(OTHER_LINE_ENDS, '\n')
    .replace(LIGATURES, (glyph) => glyph.normalize('NFKC'))
    .replace(INVISIBLE, '')
    .replace(SOFT_HYPHEN_WITHIN, '')
    .normalize('NFC');
