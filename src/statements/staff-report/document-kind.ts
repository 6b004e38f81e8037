import type { Part } from './part.js';

/** What a text is decides who is its recipient, and what it should have. */
export type DocumentKind = 'report' | 'letter' | 'minutes' | 'decision';

const NAMES: readonly (readonly [DocumentKind, RegExp])[] = [
  ['minutes', /protokoll/iu],
  ['decision', /(?:ordförande|delegations)beslut/iu],
  ['report', /tjänste(?:skrivelse|utlåtande)/iu],
  ['letter', /yttrande|svar/iu],
];

/** ”Samordningsförbundet RAR:s svar på departementspromemorian” */
const REPLIES: readonly RegExp[] = [
  /^(?:remissvar|yttrande|svar på remiss)/iu,
  /^\p{Lu}[\p{L}-]+(?: \p{Lu}[\p{L}-]+)?:?s (?:remissvar|yttrande|svar på)(?!\p{L})/u,
];

/** Whether a title says by itself that what it is over answers a referral. */
export const saysThatItReplies = (text: string): boolean => REPLIES.some((form) => form.test(text));

/** The labels of a message's head stand over its text. */
const isMail = (parts: readonly Part[]): boolean => {
  const texts = parts.flatMap(({ lines }) => lines.map(({ text }) => text));
  return [/^från: /iu, /^(?:till|ämne): /iu].every((label) => texts.some((text) => label.test(text)));
};

/** ”Vår beteckning” and ”Er beteckning”: whoever has a number of the reader's writes to them. */
const hasBothNumbers = (parts: readonly Part[]): boolean =>
  (['ownCaseNumber', 'relatedCase'] as const).every((label) =>
    parts.some(({ field, isBare }) => field === label && !isBare),
  );

/** By the name that stands over it, else by a title or numbers that say so where nothing is proposed; the rest are staff reports. */
export function kindOf(parts: readonly Part[]): DocumentKind {
  const names = parts.flatMap(({ field, heading }) =>
    field === 'documentName' && heading ? [heading.row ?? heading.text] : [],
  );
  const named = NAMES.find(([, form]) => names.some((name) => form.test(name)))?.[0];
  const proposes = parts.some(({ field }) => field === 'clauses');
  const replies = parts.some(
    ({ field, lines }) => field === 'title' && saysThatItReplies(lines[0]?.text ?? ''),
  );
  return named ?? ((replies || isMail(parts) || hasBothNumbers(parts)) && !proposes ? 'letter' : 'report');
}
