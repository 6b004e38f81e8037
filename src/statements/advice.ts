import { folded } from '../papers/form/in-form.js';
import { signsWithoutFont } from '../papers/pdf/printable.js';
import type { Texts } from '../rules/texts.js';
import { FIRST_NAMES } from './first-names.js';
import type { StatementContent } from './statement.js';
import { pointingElsewhere, undated } from './statement-warnings.js';

/** Something to look over while writing. It hinders no saving; what submitting refuses is said here first. */
export interface Advice {
  readonly code: string;
  /** Where it is, as a JSON pointer into the statement. */
  readonly pointer: string;
  readonly detail: Texts;
}

/** What the statement is asked for. */
export interface Asked {
  /** How many questions the referral has. */
  readonly questions: number;
  /** Those that the body's own form of its staff reports has a place for: perspectives on children, costs. */
  readonly headings: readonly string[];
}

/** Klarspråk: a sentence of more words than this is hard to follow. */
const LONG = 40;
/** As much as a statement may hold: of more, only this much is compared. */
const COMPARED = { clauses: 100, characters: 100_000 };
/** A clause of fewer words says nothing that a summary could not say by chance. */
const TELLING = 5;

/** Two words that begin with a capital; looked for at each word, since the first of them may be no name. */
const NAMED = /(?<!\p{L})(\p{Lu}\p{Ll}+)(?=((?:[ -](?:von|af|de|van|\p{Lu}\p{Ll}+))? ?-?\p{Lu}\p{Ll}+))/gu;
const PATRONYMIC = /(?:sson|sdotter)s?$/u;
const TURNED = /(\p{Lu}\p{Ll}+), (\p{Lu}\p{Ll}+)(?!\p{L})/gu;

type Rule = (content: StatementContent, asked: Asked) => readonly Advice[];

const advice = (code: string, pointer: string, sv: string, en: string): Advice => ({
  code,
  pointer,
  detail: { sv, en },
});

const clausesByThemselves: Rule = ({ clauses }) =>
  clauses.flatMap(({ text }, at) => {
    const words = pointingElsewhere(text);
    return words === undefined
      ? []
      : advice(
          'clause-not-independent',
          `/clauses/${at}/text`,
          `Att-sats ${at + 1} går inte att förstå för sig: ${quoted(words, '”', '”')} hänvisar till något som inte står i den.`,
          `Clause ${at + 1} cannot be understood by itself: ${quoted(words, '“', '”')} refers to what does not stand in it.`,
        );
  });

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

/** After a first name that many have, a surname with or without a particle; or a surname ending as many do; or both turned round. */
const nobodyInTitle: Rule = ({ title }) => {
  const name = [...title.matchAll(NAMED)]
    .map(([, first = '', rest = '']) => ({ first, rest: rest.trim() }))
    .find(({ first, rest }) => FIRST_NAMES.has(first) || PATRONYMIC.test(rest));
  const [turned] = [...title.matchAll(TURNED)].filter(([, , first = '']) => FIRST_NAMES.has(first));
  const found = name ? `${name.first} ${name.rest}` : turned?.[0];
  if (found === undefined) return [];
  return [
    advice(
      'name-in-title',
      '/title',
      `Rubriken verkar namnge en person: ${found}. Rubriken syns i diariet och på föredragningslistan.`,
      `The title seems to name a person: ${found}. It is seen in the register and on the agenda.`,
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

const someTitle: Rule = ({ title }) =>
  title.trim() !== ''
    ? []
    : [
        advice(
          'no-title',
          '/title',
          'Rubriken saknas. Den behövs för att lämna yttrandet.',
          'There is no title. The statement cannot be handed in without it.',
        ),
      ];

const someClause: Rule = ({ clauses }) =>
  clauses.some(({ text }) => text.trim() !== '')
    ? []
    : [
        advice(
          'no-clause',
          '/clauses/0/text',
          'Förslaget till beslut har ingen att-sats. Det behövs minst en för att lämna yttrandet.',
          'The proposed decision has no clause. The statement cannot be handed in without one.',
        ),
      ];

const someRecipient: Rule = ({ recipients }) =>
  recipients.length > 0
    ? []
    : [
        advice(
          'no-recipient',
          '/recipients',
          'Det står inte vem beslutet skickas till. Det behövs för att lämna yttrandet.',
          'It is not said whom the decision is sent to. The statement cannot be handed in without it.',
        ),
      ];

/** Whether the advice is of what submitting refuses. */
export const hindersSubmitting = ({ code }: Pick<Advice, 'code'>): boolean =>
  ['no-title', 'no-clause', 'no-recipient'].includes(code);

const everyHeading: Rule = ({ sections }, { headings }) =>
  headings.flatMap((heading) => {
    const at = sections.findIndex((own) => folded(own.heading) === folded(heading));
    if ((sections[at]?.text.trim() ?? '') !== '') return [];
    return advice(
      'missing-heading',
      at < 0 ? `/sections/${sections.length}/heading` : `/sections/${at}/text`,
      `Under rubriken ”${heading}” står inget. Nämnden har den i sina tjänsteskrivelser: skriv också om det inte berörs.`,
      `Nothing stands below the heading “${heading}”. The board has it in its staff reports: say so too if it does not apply.`,
    );
  });

/** A row of a table is none. */
const shortSentences: Rule = (content) =>
  texts(content).flatMap(([pointer, text]) => {
    const long = text
      .split('\n')
      .filter((line) => !line.trimStart().startsWith('|'))
      .flatMap((line) => line.split(/(?<=[.!?])\s+/))
      .map((sentence) => sentence.match(/\S+/g) ?? [])
      .find((words) => words.length > LONG);
    if (!long) return [];
    const start = long.slice(0, 5).join(' ');
    return advice(
      'long-sentence',
      pointer,
      `En mening har ${long.length} ord. Dela den: ”${start} …”.`,
      `A sentence has ${long.length} words. Divide it: “${start} …”.`,
    );
  });

const signsInFonts: Rule = (content) =>
  [...texts(content), ...labels(content)].flatMap(([pointer, text]) => {
    const signs = signsWithoutFont(text.slice(0, COMPARED.characters));
    if (signs.length === 0) return [];
    const some = signs.slice(0, 5).join(' ');
    return advice(
      'sign-without-font',
      pointer,
      `I PDF:en står □ i stället för ${some}: inget typsnitt har tecknet. Skriv det på annat sätt.`,
      `In the PDF □ stands in place of ${some}: no font has the sign. Write it otherwise.`,
    );
  });

/** Each short text with where it is. */
const labels = ({ title, clauses, sections, remarks, basis }: StatementContent): [string, string][] => [
  ['/title', title],
  ...clauses.map(({ text }, at): [string, string] => [`/clauses/${at}/text`, text]),
  ...sections.map(({ heading }, at): [string, string] => [`/sections/${at}/heading`, heading]),
  ...remarks.flatMap(({ passage, proposal = '' }, at): [string, string][] => [
    [`/remarks/${at}/passage`, passage],
    [`/remarks/${at}/proposal`, proposal],
  ]),
  ...basis.map(({ title: named }, at): [string, string] => [`/basis/${at}/title`, named]),
];

/** Each running text with where it is. */
const texts = ({
  summary,
  matter,
  assessment,
  sections,
  answers,
  remarks,
}: StatementContent): [string, string][] => [
  ['/summary', summary],
  ['/matter', matter],
  ['/assessment', assessment],
  ...sections.map(({ text }, at): [string, string] => [`/sections/${at}/text`, text]),
  ...answers.map(({ question, text }): [string, string] => [`/answers/${question - 1}/text`, text]),
  ...remarks.map(({ text }, at): [string, string] => [`/remarks/${at}/text`, text]),
];

const RULES: readonly Rule[] = [
  someTitle,
  someClause,
  someRecipient,
  clausesByThemselves,
  everyQuestion,
  everyHeading,
  datedBasis,
  notSaidTwice,
  nobodyInTitle,
  shortSentences,
  signsInFonts,
];

/** What published handbooks ask of a staff report and a statement; of one in which nothing is written yet, nothing. */
export function adviceOn(content: StatementContent, asked: Asked): Advice[] {
  const isWritten = Object.entries(content).some(([field, value]) =>
    typeof value === 'string' ? field !== 'stance' && value.trim() !== '' : value.length > 0,
  );
  return isWritten ? RULES.flatMap((rule) => rule(content, asked)) : [];
}

/** To be found in another text whatever its signs, spaces and letters. */
const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const quoted = (text: string, begin: string, end: string): string =>
  `${begin}${text.length > 60 ? `${text.slice(0, 59)}…` : text}${end}`;
