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

/** A clause is to be understood without the report: ”i enlighet med förvaltningens förslag” is not; with a law it is. */
export const understoodByItself = (clause: string): boolean =>
  !/i enlighet med (?:\S+ ){0,4}\S*(?:förslag|tjänsteskrivelse|yttrande|bilaga)|enligt (?:förvaltningens|föreliggande)/iu.test(
    clause,
  );

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
      sv: 'En att-sats går inte att förstå för sig (”i enlighet med … förslag”).',
      en: 'A clause cannot be understood by itself (“in accordance with … proposal”).',
    },
    applies: ({ clauses }) => clauses.some(({ text }) => !understoodByItself(text)),
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
