import type { Table } from '../lists/write-table.js';
import { civilDate } from '../rules/civil-date.js';
import { CONFIDENTIAL_MATTER, words } from '../rules/words.js';
import type { CaseRowView } from './cases.dto.js';
import type { RegisterRowView } from './register.dto.js';

const T = {
  number: { sv: 'Nummer', en: 'Number' },
  title: { sv: 'Ärende', en: 'Matter' },
  body: { sv: 'Organ', en: 'Body' },
  state: { sv: 'Läge', en: 'State' },
  entered: { sv: 'Registrerat', en: 'Entered' },
  received: { sv: 'Inkom eller upprättades', en: 'Received or drawn up' },
  party: { sv: 'Från', en: 'From' },
  classification: { sv: 'Klassificering', en: 'Classification' },
  masked: { sv: 'Sekretess: du får inte se det', en: 'Confidential: you may not see it' },
};

/** Cases as a spreadsheet has them. */
export const casesTable: Table<CaseRowView> = {
  name: 'ärenden',
  columns: [
    { heading: T.number, cell: ({ caseNumber }) => caseNumber },
    { heading: T.title, cell: ({ title }) => title ?? CONFIDENTIAL_MATTER },
    { heading: T.body, cell: ({ issuer }) => issuer },
    { heading: T.state, cell: ({ state }) => words.case.states[state] },
    { heading: T.entered, cell: ({ registeredAt }) => civilDate(new Date(registeredAt)) },
  ],
};

/** A body's register as a spreadsheet has it, the day of receipt first (OSL 5:2). */
export const registerTable = (body: string): Table<RegisterRowView> => ({
  name: `diarium ${body}`,
  columns: [
    { heading: T.received, cell: ({ receivedOn }) => receivedOn },
    { heading: T.number, cell: ({ number }) => number },
    {
      heading: T.title,
      cell: ({ title, masked }) => title ?? (masked ? T.masked : CONFIDENTIAL_MATTER),
    },
    { heading: T.classification, cell: ({ classification }) => classification },
    { heading: T.party, cell: ({ party }) => party },
    { heading: T.entered, cell: ({ registeredAt }) => civilDate(new Date(registeredAt)) },
  ],
});
