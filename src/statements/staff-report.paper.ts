import { filled, type Paper } from '../papers/paper.js';
import { dayOf, part, text } from '../papers/parts.js';
import { frameOf, groundsOf, type ReplyFacts } from './statement-parts.js';

/** The staff report (*tjänsteskrivelse*): what the administration proposes that the board decides, and why. */
export function staffReportPaper(facts: ReplyFacts): Paper {
  const { statement, consultee, officer } = facts;
  return {
    ...frameOf(facts, {
      name: 'Tjänsteskrivelse',
      day: dayOf(facts.writtenAt),
      more: [officer === null ? null : { fact: 'officer', label: 'Handläggare', value: officer }],
    }),
    to: [consultee],
    blocks: filled([
      part('summary'),
      text(statement.summary),
      part('proposal'),
      {
        is: 'clauses',
        lead: `${consultee} föreslås besluta`,
        leadBegins: true,
        clauses: statement.clauses.map((clause) => clause.text),
      },
      ...groundsOf(facts),
      { is: 'signatures', signatures: officer === null ? [] : [{ name: officer, title: 'Handläggare' }] },
    ]),
  };
}
