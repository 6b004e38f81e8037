import { REPORT_PARTS, type ReportPart } from '../../organisation/report-headings/report-heading.js';
import type { Language, Texts } from '../../rules/texts.js';
import { fieldWords } from '../../statements/statement-fields.js';
import type { Options } from '../steps/step-field.js';

/** What a line of a staff report begins, as a clerk calls it. */
export const reportPartWords: Readonly<Record<ReportPart, Texts>> = {
  summary: fieldWords.summary,
  matter: fieldWords.matter,
  assessment: fieldWords.assessment,
  clauses: fieldWords.clauses,
  basis: fieldWords.basis,
  recipients: fieldWords.recipients,
  section: { sv: 'Ett eget avsnitt', en: 'A section of its own' },
  furniture: { sv: 'Sidhuvud, sidfot eller annat utanför texten', en: 'Head, foot or else outside the text' },
};

export const reportPartOptions = (language: Language): Options =>
  REPORT_PARTS.map((part) => [part, reportPartWords[part][language]] as const);
