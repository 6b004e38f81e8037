import type { Table } from '../lists/write-table.js';
import { stepWords } from '../rules/planning.js';
import { CONFIDENTIAL_MATTER, words } from '../rules/words.js';
import type { WorklistRowView } from './consultations.dto.js';

/** Consultations as a spreadsheet has them. */
export const consultationsTable: Table<WorklistRowView> = {
  name: 'remissvar',
  columns: [
    { heading: { sv: 'Remissens nummer', en: 'Number of the referral' }, cell: (row) => row.caseNumber },
    { heading: { sv: 'Eget nummer', en: 'Own number' }, cell: (row) => row.ownCaseNumber },
    { heading: { sv: 'Rubrik', en: 'Title' }, cell: (row) => row.title ?? CONFIDENTIAL_MATTER },
    { heading: { sv: 'Från', en: 'From' }, cell: (row) => row.issuer },
    { heading: { sv: 'Remissinstans', en: 'Consultee' }, cell: (row) => row.consultee },
    { heading: { sv: 'Läge', en: 'State' }, cell: (row) => words.consultation.states[row.state] },
    { heading: { sv: 'Handläggare', en: 'Officer' }, cell: (row) => row.officer },
    { heading: { sv: 'Sista svarsdag', en: 'Reply by' }, cell: (row) => row.replyBy },
    { heading: { sv: 'Sista svarsdag från början', en: 'Reply by as first asked' }, cell: (row) => row.originalReplyBy }, // prettier-ignore
    { heading: { sv: 'Försenat', en: 'Overdue' }, cell: (row) => row.overdue },
    { heading: { sv: 'Kom för sent', en: 'Came too late' }, cell: (row) => row.late },
    {
      heading: { sv: 'Nästa steg', en: 'Next step' },
      cell: (row) => row.nextStep && stepWords[row.nextStep],
    },
    { heading: { sv: 'Senast', en: 'At the latest' }, cell: (row) => row.nextBy },
    { heading: { sv: 'Arbetsdagar kvar', en: 'Working days left' }, cell: (row) => row.marginDays },
  ],
};
