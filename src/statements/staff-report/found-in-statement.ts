import type { FoundFact } from '../statement.js';
import type { FoundFacts } from './found-facts.js';

/** What a statement that is saved field by field may hold; see `SaveStatementBody`. */
const MOST = 100;
const LONGEST_NAME = 200;

/**
 * The facts that are saved with the statement. What the register or the matter already knows – own number, body – is not
 * among them. They are copies of what stands in the text: one that is too long to be a name, or one too many, is left there.
 */
export function foundInStatement(found: FoundFacts): FoundFact[] {
  const { date, deadline, officer, priorDecisions, relatedCases } = found;
  const decisions = priorDecisions.map(({ about, ...decision }): FoundFact => ({
    fact: 'prior-decision',
    ...decision,
    ...(about !== undefined && { text: about }),
  }));
  const cases = relatedCases.map((text): FoundFact => ({ fact: 'related-case', text }));
  const others: readonly (FoundFact | null)[] = [
    date === null ? null : { fact: 'date', date },
    deadline === null ? null : { fact: 'deadline', date: deadline },
    officer === null || officer.length > LONGEST_NAME ? null : { fact: 'officer', text: officer },
  ];
  const ofTheMatter = [...decisions, ...cases].slice(0, MOST - others.length);
  return [...ofTheMatter, ...others.filter((fact) => fact !== null)];
}
