import type { StatementContent } from '../statement.js';
import type { ReadList } from './clauses.js';
import { caseNumbersIn } from './case-numbers.js';
import { datesIn, firstDate, lastDaysIn } from './dates.js';
import type { Field } from './fields.js';
import { letterheadOf, valuesOf, type CutReport } from './cut-report.js';
import { administrationsIn, namesIn } from './facts.js';
import type { FoundFacts } from './found-facts.js';
import { officerBelowOffice } from './officer.js';
import { namesAnInstitution } from './institutions.js';
import type { Line } from './lines.js';
import { isContact } from './page-furniture.js';
import type { ReadRecipients } from './recipients.js';
import { isPerson } from './signatures.js';

/** How sure it is: `guess` is only offered, and set nowhere. */
export type Certainty = 'certain' | 'likely' | 'guess';

/** How something was found. */
export type HowFound =
  | 'label'
  | 'letterhead'
  | 'sender-block'
  | 'heading'
  | 'unknown-heading'
  | 'own-heading'
  | 'own-view'
  | 'lead-in'
  | 'clause'
  | 'mark'
  | 'sentence'
  | 'name'
  | 'form-of-name'
  | 'below-recipients'
  | 'signature';

/** Something that was read, with where and how. */
export interface ReadFact {
  /** A field of the statement or a fact of the report. */
  readonly fact: string;
  readonly value: string;
  readonly line: number | null;
  readonly how: HowFound;
  readonly confidence: Certainty;
}

/** A report as it was read. */
interface Read extends CutReport {
  readonly content: StatementContent;
  readonly found: FoundFacts;
  readonly clauseList: ReadList;
  readonly recipients: ReadRecipients;
}

/** Every fact with its line, how it was found, and how sure that is; guesses last. */
export function certaintyOf(read: Read): ReadFact[] {
  return [
    ...titleRead(read),
    ...labelled(read, 'ownCaseNumber'),
    ...labelled(read, 'date', 'meeting'),
    ...officerRead(read),
    ...deadlineRead(read),
    ...bodyRead(read),
    ...administrationRead(read),
    ...inferredTexts(read),
    ...taughtTexts(read),
    ...clausesRead(read),
    ...stanceRead(read),
    ...recipientsRead(read),
    ...guesses(read),
  ];
}

function titleRead({ parts, content }: Read): ReadFact[] {
  const part = parts.find(({ field }) => field === 'title');
  if (!part || content.title === '') return [];
  const line = part.lines[0]?.number ?? null;
  return [
    part.heading
      ? { fact: 'title', value: content.title, line, how: 'label', confidence: 'certain' }
      : { fact: 'title', value: content.title, line, how: 'letterhead', confidence: 'likely' },
  ];
}

/** A fact with its label beside or above it; a number or a date alone in the letterhead is less sure. */
function labelled(read: Read, fact: Field & keyof FoundFacts, instead?: Field): ReadFact[] {
  const value = read.found[fact];
  if (typeof value !== 'string') return [];
  const part = [fact, instead].flatMap((one) => read.parts.find(({ field }) => field === one) ?? [])[0];
  if (!part) return said(read, fact, value);
  const line = part.lines[0] ?? part.heading;
  return [
    part.isBare
      ? { fact, value, line: line?.number ?? null, how: 'letterhead', confidence: 'likely' }
      : { fact, value, line: line?.number ?? null, how: 'label', confidence: 'certain' },
  ];
}

/** ”Nämndens eget nummer är TEN 2026/71.” */
function said({ lines }: Read, fact: ReadFact['fact'], value: string): ReadFact[] {
  const line = lineOf(lines, (text) => text.includes(value));
  return [{ fact, value, line, how: 'sentence', confidence: 'likely' }];
}

function officerRead(read: Read): ReadFact[] {
  const { officer } = read.found;
  if (officer === null) return [];
  if (read.parts.some(({ field }) => field === 'officer')) return labelled(read, 'officer');
  const inBlock = read.sender.find(({ cells }) => cells.includes(officer));
  if (!inBlock) {
    const inHead = officerBelowOffice(read.parts);
    if (!inHead) return signedOrSaid(read, officer);
    return [
      { fact: 'officer', value: officer, line: inHead.number, how: 'letterhead', confidence: 'likely' },
    ];
  }
  const line = inBlock.number;
  return [{ fact: 'officer', value: officer, line, how: 'sender-block', confidence: 'likely' }];
}

function signedOrSaid(read: Read, officer: string): ReadFact[] {
  const signed = read.parts.flatMap(({ field, heading }) =>
    field === 'signature' && heading?.text.includes(officer) ? [heading] : [],
  )[0];
  return signed === undefined
    ? said(read, 'officer', officer)
    : [{ fact: 'officer', value: officer, line: signed.number, how: 'signature', confidence: 'likely' }];
}

function deadlineRead(read: Read): ReadFact[] {
  const { deadline } = read.found;
  if (deadline === null) return [];
  if (read.parts.some(({ field }) => field === 'deadline')) return labelled(read, 'deadline');
  const line = lineOf(read.lines, (text) => datesIn(text).some(({ date }) => date === deadline));
  return [{ fact: 'deadline', value: deadline, line, how: 'sentence', confidence: 'likely' }];
}

function bodyRead({ parts, found }: Read): ReadFact[] {
  if (found.body === null) return [];
  const leadIn = parts.find(
    ({ field, heading }) =>
      field === 'clauses' && heading && / i |föresl|beslutar|beslut$/iu.test(heading.text),
  );
  const line = leadIn?.heading?.number ?? null;
  return [
    line === null
      ? { fact: 'body', value: found.body, line, how: 'letterhead', confidence: 'likely' }
      : { fact: 'body', value: found.body, line, how: 'lead-in', confidence: 'certain' },
  ];
}

function administrationRead({ found, lines, sender }: Read): ReadFact[] {
  const { administration } = found;
  if (administration === null) return [];
  const line = lineOf([...lines, ...sender], (text) => text.includes(administration));
  return [{ fact: 'administration', value: administration, line, how: 'form-of-name', confidence: 'likely' }];
}

/** Texts that no known heading begins. */
function inferredTexts({ parts }: Read): ReadFact[] {
  return parts.flatMap(({ field, inferred, heading, lines }): ReadFact[] => {
    if (!inferred) return [];
    const line = (heading ?? lines[0])?.number ?? null;
    const value = heading?.text ?? lines[0]?.text ?? '';
    const how = heading ? 'unknown-heading' : 'own-view';
    return [{ fact: field, value, line, how, confidence: 'likely' }];
  });
}

/** Texts under a heading that the body has taught. */
const taughtTexts = ({ parts }: Read): ReadFact[] =>
  parts.flatMap(({ field, isOwn, heading }): ReadFact[] =>
    isOwn && heading
      ? [
          {
            fact: field,
            value: heading.text,
            line: heading.number,
            how: 'own-heading',
            confidence: 'certain',
          },
        ]
      : [],
  );

function clausesRead({ clauseList }: Read): ReadFact[] {
  return clauseList.items.map(({ text, line, marked }): ReadFact => {
    const sure = marked || /^att(?!\p{L})/iu.test(text);
    return sure
      ? { fact: 'clauses', value: text, line, how: 'mark', confidence: 'certain' }
      : { fact: 'clauses', value: text, line, how: 'sentence', confidence: 'likely' };
  });
}

const stanceRead = ({ content }: Read): ReadFact[] =>
  content.stance === 'not-stated'
    ? []
    : [{ fact: 'stance', value: content.stance, line: null, how: 'clause', confidence: 'certain' }];

function recipientsRead({ recipients }: Read): ReadFact[] {
  return recipients.lines.map(({ recipient: { body, email, name }, line }): ReadFact => {
    const value = body ?? email ?? name ?? '';
    return name === undefined
      ? { fact: 'recipients', value, line, how: 'name', confidence: 'certain' }
      : { fact: 'recipients', value, line, how: 'form-of-name', confidence: 'likely' };
  });
}

const WORDS_OF_A_NAME = 6;

/** What a person may want to add: what stands there but has too weak a sign to be set. */
const guesses = (read: Read): ReadFact[] =>
  [...titlesWithheld(read), ...namesBelowRecipients(read), ...withheld(read), ...signerAsOfficer(read)].map(
    (guess) => ({
      ...guess,
      confidence: 'guess',
    }),
  );

type Guess = Omit<ReadFact, 'confidence'>;

const namesBelowRecipients = ({ recipients }: Read): Guess[] =>
  recipients.unread
    .filter(({ text }) => /^\p{Lu}[^\d@:]*[^.\d@:]$/u.test(text) && text.split(' ').length <= WORDS_OF_A_NAME)
    .map(({ text, number }) => ({ fact: 'recipients', value: text, line: number, how: 'below-recipients' }));

/** Whoever signs is mostly not who handles the matter. */
function signerAsOfficer({ parts, found }: Read): Guess[] {
  const signer = parts
    .flatMap(({ field, heading }) => (field === 'signature' && heading ? [heading] : []))
    .flatMap(({ cells, number }) => cells.map((cell) => ({ cell, number })))
    .find(({ cell }) => isPerson(cell));
  if (found.officer !== null || !signer) return [];
  return [{ fact: 'officer', value: signer.cell, line: signer.number, how: 'signature' }];
}

const SHORTEST_TITLE = 3;
const LONGEST_TITLE = 120;

/** Of a paper without a title: lines over its text that say more than who writes, and to whom. */
function titlesWithheld({ parts, content }: Read): Guess[] {
  if (content.title !== '') return [];
  return letterheadOf(parts)
    .flatMap(({ lines }) => lines)
    .filter(
      ({ text }) =>
        text.length <= LONGEST_TITLE &&
        text.split(' ').length >= SHORTEST_TITLE &&
        !isContact(text) &&
        !isPerson(text) &&
        !namesAnInstitution(text),
    )
    .slice(0, MOST_OFFERED)
    .map(({ text, number }) => ({ fact: 'title', value: text, line: number, how: 'letterhead' }));
}

/** Nobody chooses among more; and each is looked for in the whole text. */
const MOST_OFFERED = 5;

/**
 * Of a fact that was not found: last days that differ or have passed, the meeting's day as the report's, numbers in the
 * letterhead that no label says are its own, and the first board and administration that are only named.
 */
function withheld({ parts, found, texts, lines }: Read): Guess[] {
  const head = letterheadOf(parts).flatMap((part) => part.lines);
  const inHead = head.map(({ text }) => text);
  const named = [...inHead, ...texts];
  const candidates: readonly (readonly [keyof FoundFacts, HowFound, readonly string[]])[] = [
    ['ownCaseNumber', 'letterhead', inHead.flatMap(caseNumbersIn)],
    ['date', 'label', valuesOf(parts, 'meeting').flatMap((value) => firstDate(value) ?? [])],
    ['deadline', 'sentence', lastDaysIn(texts, found.date)],
    [
      'body',
      'form-of-name',
      named
        .flatMap(namesIn)
        .filter((name) => /nämnden$/iu.test(name))
        .slice(0, 1),
    ],
    ['administration', 'form-of-name', named.flatMap(administrationsIn).slice(0, 1)],
  ];
  return candidates
    .filter(([fact]) => found[fact] === null)
    .flatMap(([fact, how, values]) =>
      [...new Set(values)]
        .slice(0, MOST_OFFERED)
        .map((value) => ({ fact, value, line: lineOf(lines, (text) => says(text, value)), how })),
    );
}

const says = (text: string, value: string): boolean =>
  text.includes(value) || datesIn(text).some(({ date }) => date === value);

const lineOf = (lines: readonly Line[], holds: (text: string) => boolean): number | null =>
  lines.find(({ text }) => holds(text))?.number ?? null;
