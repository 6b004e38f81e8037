import type { Table } from '../lists/write-table.js';
import { CONFIDENTIAL_MATTER, words } from '../rules/words.js';
import type { IssuedReferralRowView } from './issued-referrals.dto.js';

/** The referrals that a body has out, as a spreadsheet has them. */
export const referralsTable: Table<IssuedReferralRowView> = {
  name: 'remisser',
  columns: [
    { heading: { sv: 'Nummer', en: 'Number' }, cell: (row) => row.caseNumber },
    { heading: { sv: 'Rubrik', en: 'Title' }, cell: (row) => row.title ?? CONFIDENTIAL_MATTER },
    { heading: { sv: 'Från', en: 'From' }, cell: (row) => row.issuer },
    { heading: { sv: 'Läge', en: 'State' }, cell: (row) => words.referral.states[row.state] },
    { heading: { sv: 'Skickad', en: 'Sent' }, cell: (row) => row.sentOn },
    { heading: { sv: 'Sista svarsdag', en: 'Reply by' }, cell: (row) => row.replyBy },
    { heading: { sv: 'Tillfrågade', en: 'Asked' }, cell: (row) => row.counts.asked },
    { heading: { sv: 'Har svarat', en: 'Have replied' }, cell: (row) => row.counts.answered },
    { heading: { sv: 'Svarade för sent', en: 'Replied late' }, cell: (row) => row.counts.late },
    { heading: { sv: 'Försenade', en: 'Overdue' }, cell: (row) => row.counts.overdue },
    { heading: { sv: 'I riskzonen', en: 'At risk' }, cell: (row) => row.counts.atRisk },
    { heading: { sv: 'Avböjda', en: 'Declined' }, cell: (row) => row.counts.declined },
  ],
};
