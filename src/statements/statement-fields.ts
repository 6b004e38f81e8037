import type { Texts } from '../rules/texts.js';
import type { StatementContent } from './statement.js';

/** What the parts of a statement are called, in the order in which they are read. */
export const fieldWords: Readonly<Record<keyof StatementContent, Texts>> = {
  title: { sv: 'Rubrik', en: 'Title' },
  stance: { sv: 'Ställningstagande', en: 'Stance' },
  summary: { sv: 'Sammanfattning', en: 'Summary' },
  clauses: { sv: 'Förslag till beslut', en: 'Proposed decision' },
  matter: { sv: 'Ärendet', en: 'The matter' },
  assessment: { sv: 'Bedömning', en: 'Assessment' },
  sections: { sv: 'Övriga rubriker', en: 'Other headings' },
  answers: { sv: 'Svar på frågorna', en: 'Answers to the questions' },
  remarks: { sv: 'Synpunkter på förslagets text', en: 'Remarks on the text of the proposal' },
  basis: { sv: 'Beslutsunderlag', en: 'Basis documents' },
  recipients: { sv: 'Beslutet skickas till', en: 'The decision is sent to' },
};

export const FIELDS = Object.keys(fieldWords) as readonly (keyof StatementContent)[];
