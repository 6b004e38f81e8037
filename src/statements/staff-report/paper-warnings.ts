import type { PaperNote } from '../../papers/reading/paper-line.js';
import type { Texts } from '../../rules/texts.js';
import type { ReportWarning } from './report-warning.js';

const DETAILS: Readonly<Record<PaperNote, Texts>> = {
  'tracked-changes': {
    sv: 'Filen har spårade ändringar. Texten är inläst som om alla hade godkänts.',
    en: 'The file has tracked changes. The text is read as if all of them had been accepted.',
  },
  comments: {
    sv: 'Filen har kommentarer. De är inte inlästa.',
    en: 'The file has comments. They are not read.',
  },
  'hidden-text': {
    sv: 'Filen har dold text. Den är inte inläst.',
    en: 'The file has hidden text. It is not read.',
  },
  footnotes: {
    sv: 'Filen har fotnoter. De står bland det som inte har fått någon plats.',
    en: 'The file has footnotes. They are among what has no place.',
  },
  'unreadable-characters': {
    sv: 'Filen har tecken som inte säger vilka de är. Jämför texten med filen.',
    en: 'The file has characters that do not say what they are. Compare the text with the file.',
  },
  'pages-without-text': {
    sv: 'Filen har sidor utan text, till exempel inskannade. De är inte inlästa.',
    en: 'The file has pages without text, scanned ones for instance. They are not read.',
  },
};

export const warningOf = (code: PaperNote): ReportWarning => ({ code, line: null, detail: DETAILS[code] });
