import type { DecisionView } from '../consultations/decision-view.dto.js';
import type { Block, Fact, Paper } from '../papers/paper.js';
import { heading, inWords, part, points, text } from '../papers/parts.js';
import type { Route } from '../rules/consultation-states.js';
import { routeWords, stanceWords } from '../rules/words.js';
import type { StatementContent } from './statement.js';

/** What the papers of one consultee's reply are made of: views that the reader may see, or what a dispatch has frozen. */
export interface ReplyFacts {
  readonly consultation: {
    readonly title: string;
    readonly caseNumber: string;
    readonly ownCaseNumber: string | null;
  };
  readonly statement: StatementContent;
  readonly decision: DecisionView | null;
  /** By name, as the next. */
  readonly issuer: string;
  readonly consultee: string;
  /** The case officer by name, where the reader may know. */
  readonly officer: string | null;
  /** The consultee's e-mail address. */
  readonly address: string | null;
  /** What the referral asks, in order. */
  readonly questions: readonly string[];
  /** Names of bodies by code. */
  readonly names: ReadonlyMap<string, string>;
  readonly writtenAt: string;
}

export function frameOf(
  facts: ReplyFacts,
  paper: { readonly name: string; readonly day: string; readonly more?: readonly (Fact | null)[] },
): Omit<Paper, 'blocks' | 'to'> {
  const { consultation, consultee, address } = facts;
  const head: (Fact | null)[] = [
    { fact: 'day', label: 'Datum', value: inWords(paper.day) },
    consultation.ownCaseNumber === null
      ? null
      : { fact: 'ownNumber', label: 'Vårt ärendenummer', value: consultation.ownCaseNumber },
    { fact: 'theirNumber', label: 'Ert ärendenummer', value: consultation.caseNumber },
    ...(paper.more ?? []),
  ];
  return {
    language: 'sv',
    name: paper.name,
    title: facts.statement.title.trim() || consultation.title,
    sender: consultee,
    number: consultation.ownCaseNumber ?? consultation.caseNumber,
    facts: head.filter((fact) => fact !== null),
    foot: [consultee, ...(address === null ? [] : [address])],
    writtenAt: facts.writtenAt,
  };
}

export const recipientsOf = ({ statement, names }: Pick<ReplyFacts, 'statement' | 'names'>): string[] =>
  statement.recipients.map(({ body, name, email }) =>
    body === undefined ? (name ?? email ?? '') : (names.get(body) ?? body),
  );

/** Answers under the questions that they answer; one to a question that is not known stands under its number. */
const answersOf = ({ statement, questions }: ReplyFacts): Block[] =>
  statement.answers.flatMap(({ question, text: answer }) => {
    const asked = questions[question - 1];
    return [heading(`Fråga ${question}${asked === undefined ? '' : `: ${asked}`}`, 3), text(answer)];
  });

const remarksOf = ({ statement }: ReplyFacts): Block[] =>
  statement.remarks.flatMap(({ passage, text: remark, proposal }) => [
    heading(passage, 3),
    text(remark),
    ...(proposal === undefined ? [] : [text('Förslag till ny lydelse:'), text(proposal)]),
  ]);

const sectionsOf = ({ statement }: ReplyFacts): Block[] =>
  statement.sections.flatMap((section) => [part('sections', section.heading), text(section.text)]);

export const stanceOf = ({ statement }: ReplyFacts): Fact | null =>
  statement.stance === 'not-stated'
    ? null
    : { label: 'Ställningstagande', value: stanceWords[statement.stance].sv };

/** Who decided, as it was called that day, and when: “Tekniska servicenämnden den 22 november 2023, § 84”. */
export function decidedIn(decision: DecisionView, consultee: string): string {
  const { committee, decidedBy, bodyName } = decision;
  const who =
    committee ?? (isDelegated(decision) ? (decidedBy ?? delegate(decision)) : (bodyName ?? consultee));
  const section = decision.section === null ? '' : `, § ${decision.section}`;
  return `${who} den ${inWords(decision.decidedOn)}${section}`;
}

export const isDelegated = ({ route }: DecisionView): boolean => !['board', 'committee'].includes(route);

const delegate = ({ route }: DecisionView): string => routeWords[route as Route]?.sv ?? route;

/** What follows the proposal or the decision, alike in a staff report and a statement: why, with what is asked and remarked. */
export const groundsOf = (facts: ReplyFacts): (Block | null)[] => [
  part('matter'),
  text(facts.statement.matter),
  part('assessment'),
  text(facts.statement.assessment),
  ...sectionsOf(facts),
  part('answers'),
  ...answersOf(facts),
  part('remarks'),
  ...remarksOf(facts),
  part('basis'),
  points(facts.statement.basis.map(({ title }) => title)),
  part('recipients'),
  points(recipientsOf(facts)),
];
