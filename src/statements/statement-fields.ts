import type { Texts } from '../rules/texts.js';
import type { FoundFact, StatementContent } from './statement.js';

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
  found: { sv: 'Ur tjänsteskrivelsen', en: 'From the staff report' },
};

export const foundWords: Readonly<Record<FoundFact['fact'], Texts>> = {
  'prior-decision': { sv: 'Tidigare beslut', en: 'Prior decision' },
  'related-case': { sv: 'Annat ärende', en: 'Related case' },
  date: { sv: 'Tjänsteskrivelsens datum', en: 'Date of the staff report' },
  deadline: {
    sv: 'Sista svarsdag enligt tjänsteskrivelsen',
    en: 'Last day to answer, as the staff report says',
  },
  officer: { sv: 'Handläggare enligt tjänsteskrivelsen', en: 'Officer, as the staff report says' },
};

/** “KF 2023-05-22 § 134: planen ska revideras”. */
export function foundInWords({ body, date, section, text }: Omit<FoundFact, 'fact'>): string {
  const decided = [body, date, section && `§ ${section}`].filter(Boolean).join(' ');
  return [decided, text].filter(Boolean).join(': ');
}

export const FIELDS = Object.keys(fieldWords) as readonly (keyof StatementContent)[];
