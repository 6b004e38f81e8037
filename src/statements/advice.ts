import type { Texts } from '../rules/texts.js';
import { FIRST_NAMES } from './first-names.js';
import type { StatementContent } from './statement.js';
import { undated, understoodByItself } from './statement-warnings.js';

/** Something to look over while writing. It never hinders anything: only a person can tell whether it matters here. */
export interface Advice {
  readonly code: string;
  /** Where it is, as a JSON pointer into the statement. */
  readonly pointer: string;
  readonly detail: Texts;
}

/** What the statement answers. */
export interface Answered {
  /** How many questions the referral asks. */
  readonly questions: number;
}

/** Klarspråk: a sentence of more words than this is hard to follow. */
const LONG = 40;
/** As much as a statement may hold: of more, only this much is compared. */
const COMPARED = { clauses: 100, characters: 100_000 };
/** A clause of fewer words says nothing that a summary could not say by chance. */
const TELLING = 5;

type Rule = (content: StatementContent, answered: Answered) => readonly Advice[];

const advice = (code: string, pointer: string, sv: string, en: string): Advice => ({
  code,
  pointer,
  detail: { sv, en },
});

const clausesByThemselves: Rule = ({ clauses }) =>
  clauses.flatMap(({ text }, at) =>
    understoodByItself(text)
      ? []
      : advice(
          'clause-not-independent',
          `/clauses/${at}/text`,
          `Att-sats ${at + 1} går inte att förstå för sig: den hänvisar till ett förslag som inte står i protokollet.`,
          `Clause ${at + 1} cannot be understood by itself: it refers to a proposal that is not in the minutes.`,
        ),
  );

const datedBasis: Rule = ({ basis }) =>
  basis.flatMap(({ title }, at) =>
    undated(title)
      ? advice(
          'undated-basis',
          `/basis/${at}/title`,
          `Beslutsunderlag ${at + 1} saknar datum: ${quoted(title, '”', '”')}.`,
          `Basis document ${at + 1} is undated: ${quoted(title, '“', '”')}.`,
        )
      : [],
  );

const notSaidTwice: Rule = ({ clauses, summary }) => {
  const told = plain(summary.slice(0, COMPARED.characters));
  return clauses.slice(0, COMPARED.clauses).flatMap(({ text }, at) => {
    const clause = plain(text).replace(/^att /, '');
    const isTelling = clause.split(' ').length >= TELLING;
    return isTelling && told.includes(clause)
      ? advice(
          'proposal-in-summary',
          '/summary',
          `Sammanfattningen upprepar att-sats ${at + 1} ord för ord. Den står redan under Förslag till beslut.`,
          `The summary repeats clause ${at + 1} word for word. It stands in the proposed decision already.`,
        )
      : [];
  });
};

const nobodyInTitle: Rule = ({ title }) => {
  const words = title.match(/\p{L}+/gu) ?? [];
  const at = words.findIndex(
    (word, index) => FIRST_NAMES.has(word) && /^\p{Lu}\p{Ll}/u.test(words[index + 1] ?? ''),
  );
  if (at < 0) return [];
  const name = `${words[at]} ${words[at + 1]}`;
  return [
    advice(
      'name-in-title',
      '/title',
      `Rubriken verkar namnge en person: ${name}. Rubriken syns i diariet och på föredragningslistan.`,
      `The title seems to name a person: ${name}. It is seen in the register and on the agenda.`,
    ),
  ];
};

const everyQuestion: Rule = ({ answers }, { questions }) => {
  const answered = new Set(answers.filter(({ text }) => text.trim() !== '').map(({ question }) => question));
  return Array.from({ length: questions }, (_, at) => at + 1)
    .filter((question) => !answered.has(question))
    .map((question) =>
      advice(
        'unanswered-question',
        `/answers/${question - 1}/text`,
        `Fråga ${question} är inte besvarad.`,
        `Question ${question} has no answer.`,
      ),
    );
};

const someRecipient: Rule = ({ recipients }) =>
  recipients.length > 0
    ? []
    : [
        advice(
          'no-recipient',
          '/recipients',
          'Det står inte vem beslutet skickas till.',
          'It is not said whom the decision is sent to.',
        ),
      ];

/** A row of a table is none. */
const shortSentences: Rule = (content) =>
  (['summary', 'matter', 'assessment'] as const).flatMap((field) => {
    const long = content[field]
      .split('\n')
      .filter((line) => !line.trimStart().startsWith('|'))
      .flatMap((line) => line.split(/(?<=[.!?])\s+/))
      .map((sentence) => sentence.match(/\S+/g) ?? [])
      .find((words) => words.length > LONG);
    if (!long) return [];
    const start = long.slice(0, 5).join(' ');
    return advice(
      'long-sentence',
      `/${field}`,
      `En mening har ${long.length} ord. Dela den: ”${start} …”.`,
      `A sentence has ${long.length} words. Divide it: “${start} …”.`,
    );
  });

const RULES: readonly Rule[] = [
  clausesByThemselves,
  someRecipient,
  everyQuestion,
  datedBasis,
  notSaidTwice,
  nobodyInTitle,
  shortSentences,
];

/** What published handbooks ask of a staff report and a statement; of one in which nothing is written yet, nothing. */
export function adviceOn(content: StatementContent, answered: Answered): Advice[] {
  const isWritten = Object.entries(content).some(([field, value]) =>
    typeof value === 'string' ? field !== 'stance' && value.trim() !== '' : value.length > 0,
  );
  return isWritten ? RULES.flatMap((rule) => rule(content, answered)) : [];
}

/** To be found in another text whatever its signs, spaces and letters. */
const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const quoted = (text: string, begin: string, end: string): string =>
  `${begin}${text.length > 60 ? `${text.slice(0, 59)}…` : text}${end}`;
