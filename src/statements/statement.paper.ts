import { filled, type Paper } from '../papers/paper.js';
import { dayOf, part, text } from '../papers/parts.js';
import { decidedIn, frameOf, groundsOf, stanceOf, type ReplyFacts } from './statement-parts.js';

/** The statement (*yttrande*): what the consultee thinks, as it goes to whoever asked. */
export function statementPaper(facts: ReplyFacts): Paper {
  const { statement, decision, consultee } = facts;
  return {
    ...frameOf(facts, {
      name: 'Yttrande',
      day: decision?.decidedOn ?? dayOf(facts.writtenAt),
      more: [stanceOf(facts)],
    }),
    to: [facts.issuer],
    blocks: filled([
      part('summary'),
      text(statement.summary),
      part(decision === null ? 'proposal' : 'decision'),
      {
        is: 'clauses',
        lead:
          decision === null
            ? `${consultee} föreslås besluta`
            : `Beslutat av ${decidedIn(decision, consultee)}`,
        leadBegins: decision === null,
        clauses: (decision ?? statement).clauses.map((clause) => clause.text),
      },
      ...groundsOf(facts),
    ]),
  };
}
