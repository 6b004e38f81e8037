import type { Caller } from '../changes/caller.js';
import type { WarningView } from '../changes/warning.dto.js';
import { personalNumberWarnings } from '../rules/personal-data.js';
import type { Texts } from '../rules/texts.js';
import type { StatementContent } from './statement.js';

interface Lint {
  readonly code: string;
  readonly texts: Texts;
  readonly applies: (content: StatementContent) => boolean;
}

/** Documents that a decision builds on are named with their date. */
export const undated = (title: string): boolean => !/\d{4}-\d\d-\d\d|\d{1,2} \p{L}+ \d{4}/u.test(title);

/**
 * What a clause points to that does not stand in it: the report, the text around it, or something without a name. Each is
 * looked for where a word begins: from every letter, a word of 20,000 would keep everyone waiting.
 */
const POINTS_ELSEWHERE = [
  /(?:i enlighet|i linje) med (?:\S+ ){0,4}\S*(?:förslag|tjänsteskrivelse|yttrande|bilaga)\p{L}*/iu,
  /enligt (?:förvaltningens|föreliggande|förslaget|detta|dessa|bilaga)(?!\p{L})/iu,
  /(?<!\p{L})(?:enligt |i enlighet med |som )?(?:ovan|nedan)(?:stående|nämnda?)?(?!\p{L})/iu,
  /(?<!\p{L})\p{L}+ (?:detta|dessa|densamma|detsamma|denna|det|dem)(?=\s*[.,;]?$|\s+(?:till|med|i|på|för|och)\s)/iu,
];

/**
 * The words by which a clause points to what the minutes do not have: ”i enlighet med förvaltningens förslag”, ”enligt
 * ovan”. A law that it names is known to everyone. Undefined where it is understood by itself.
 */
export const pointingElsewhere = (clause: string): string | undefined =>
  POINTS_ELSEWHERE.map((words) => words.exec(clause)?.[0].trim()).find((words) => words !== undefined);

/** What published handbooks ask of a staff report. Advice: only a person can tell whether it matters here. */
const lints: readonly Lint[] = [
  {
    code: 'no-summary',
    texts: { sv: 'Sammanfattning saknas.', en: 'There is no summary.' },
    applies: ({ summary }) => summary.trim() === '',
  },
  {
    code: 'no-stance',
    texts: { sv: 'Ställningstagande är inte angivet.', en: 'No stance is stated.' },
    applies: ({ stance }) => stance === 'not-stated',
  },
  {
    code: 'no-basis',
    texts: { sv: 'Beslutsunderlag saknas.', en: 'No basis documents are named.' },
    applies: ({ basis }) => basis.length === 0,
  },
  {
    code: 'undated-basis',
    texts: { sv: 'Ett beslutsunderlag saknar datum.', en: 'A basis document is undated.' },
    applies: ({ basis }) => basis.some(({ title }) => undated(title)),
  },
  {
    code: 'clause-not-independent',
    texts: {
      sv: 'En att-sats går inte att förstå för sig (”enligt ovan”, ”i enlighet med … förslag”).',
      en: 'A clause cannot be understood by itself (“as above”, “in accordance with … proposal”).',
    },
    applies: ({ clauses }) => clauses.some(({ text }) => pointingElsewhere(text) !== undefined),
  },
];

export function statementWarnings(content: StatementContent, caller: Caller): WarningView[] {
  const published = personalNumberWarnings(content.title, ...content.clauses.map(({ text }) => text));
  return [
    ...lints
      .filter(({ applies }) => applies(content))
      .map(({ code, texts }) => ({ code, detail: caller.say(texts) })),
    ...published.map(({ code, detail }) => ({ code, detail: caller.say(detail) })),
  ];
}

/** What somebody has written and not saved is not in what they hand in. */
export function unsavedWarnings(isUnsaved: boolean, caller: Caller): WarningView[] {
  if (!isUnsaved) return [];
  const detail = caller.say({
    sv: 'Du har text i yttrandet som inte är sparad. Den följde inte med, men finns kvar om yttrandet återlämnas till dig.',
    en: 'You have text in the statement that is not saved. It did not go with it, but is there if the statement is returned to you.',
  });
  return [{ code: 'unsaved-text', detail }];
}
