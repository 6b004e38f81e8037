/** A paragraph, an item of a list or a row of a table in a paper that was read. */
export interface PaperLine {
  /** On one line; what stands in columns is parted by tabs. */
  readonly text: string;
  /**
   * What parts it from the line before: nothing but the width of a text that was broken by hand, a line break within a
   * paragraph, the next item of a list, or a paragraph of its own.
   */
  readonly after: 'line' | 'break' | 'item' | 'blank' | 'page';
  /** Which heading the file itself says that it is: 1 is the title's. */
  readonly level?: number;
  /** It is an item of a list that stands below so many others. */
  readonly depth?: number;
  /** It is the page's own and not the text's. */
  readonly aside?: 'header' | 'footer' | 'footnote' | 'stamp' | 'contents';
}

/** What whoever imports a paper should know of how it was read. */
export const PAPER_NOTES = [
  'tracked-changes',
  'comments',
  'hidden-text',
  'footnotes',
  'unreadable-characters',
  'pages-without-text',
] as const;
export type PaperNote = (typeof PAPER_NOTES)[number];

/** A paper as it was read, in the order in which its reader reads it. */
export interface ReadPaper {
  readonly lines: readonly PaperLine[];
  readonly notes: readonly PaperNote[];
}

/** Why a file cannot be read as a paper. The words are codes of the API. */
export const UNREADABLE = [
  'needs-ocr',
  'encrypted',
  'truncated',
  'too-large-unpacked',
  'old-word-format',
  'not-a-paper',
] as const;
export type Unreadable = (typeof UNREADABLE)[number];

export class UnreadablePaper extends Error {
  constructor(readonly why: Unreadable) {
    super(why);
  }
}

/** More marks on one letter than any writing has: to put them in order takes time with the square of their number. */
const ENDLESS_MARKS = /(\p{M}{30})\p{M}+/gu;

/** A text as requests hold texts to: no control, no half of a sign, no endless marks. Every space is one, and tabs stay. */
export const tidied = (text: string): string =>
  text
    .toWellFormed()
    .replace(ENDLESS_MARKS, '$1')
    .replace(/[\u0000-\u0008\u000A-\u001F\u007F-\u009F\u2028\u2029]/gu, ' ') // eslint-disable-line no-control-regex -- they are what it takes out
    .replace(/[^\S\t]+/gu, ' ')
    .replace(/ ?\t[\t ]*/gu, '\t')
    .replace(/^[ \t]+|[ \t]+$/gu, '')
    .normalize('NFC');
