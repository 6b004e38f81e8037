import { SAID, type Lifecycle, type Rule } from './lifecycle.js';
import { isMarked, namesNobodyByNumber, type ToBePublished } from './record-rules.js';
import { refusal } from './refusals.js';
import type { Texts } from './texts.js';
import { listed, words } from './words.js';

export const CASE_STATES = ['open', 'closed'] as const;
export type CaseState = (typeof CASE_STATES)[number];
export type CaseVerb =
  | 'edit'
  | 'correct-registration'
  | 'create-referral'
  | 'open-consultation'
  | 'mark-confidential'
  | 'lift-confidentiality'
  | 'publish'
  | 'close'
  | 'reopen'
  | 'archive';

export interface CaseFacts extends ToBePublished {
  /** Titles of its referrals that are neither closed nor withdrawn, and that the caller sees; null of a confidential one. */
  readonly openReferrals: Names;
  /** A reply of its own to an outside sender that is not sent, in the caller's sight like the next two. */
  readonly unfinishedOwnReplies: number;
  /** Consultees of closed referrals who are still at work: reopened, or decided and not forwarded. */
  readonly openReplies: Names;
  /** To whom letters of the case are to be posted. */
  readonly unpostedLetters: Names;
  /** Of all these, what is kept from the caller, who is not told of it beforehand. */
  readonly openKept: number;
  /** Whether it begins with a referral from outside the municipality, and whether the reply to it is begun. */
  readonly fromOutside: boolean;
  readonly hasOwnReply: boolean;
  /** Whether a reply of its own is still being prepared: a second round begins when the first one has ended. */
  readonly ownReplyUnfinished: boolean;
  readonly marked: boolean;
}

type Names = readonly (string | null)[];

/** “A, B och en sekretessmarkerad”: what is confidential is opened to be read, and named nowhere else. */
function allOf(names: Names): Texts {
  const known = [...new Set(names.filter((name) => name !== null))];
  const kept = names.filter((name) => name === null).length;
  const count = (sv: string, en: string): Texts => ({ sv: `${kept} ${sv}`, en: `${kept} ${en}` });
  const all = known.map((name): Texts => ({ sv: name, en: name }));
  return listed(kept === 0 ? all : [...all, count('med sekretess', 'in confidence')], 'och', 'and');
}

const namedReferrals = refusal('referral-still-open', ({ sv, en }: Texts) => [
  `Ärendet har remisser som varken är avslutade eller återkallade: ${sv}.`,
  `The case has referrals that are neither closed nor withdrawn: ${en}.`,
]);
const namedReplies = refusal('consultation-still-open', ({ sv, en }: Texts) => [
  `Remissinstanser arbetar fortfarande med sitt svar (öppnat igen, eller beslutat men inte expedierat): ${sv}.`,
  `Consultees are still at work on their reply (reopened, or decided and not forwarded): ${en}.`,
]);
const namedLetters = refusal('letter-not-posted', ({ sv, en }: Texts) => [
  `Ärendet har brev som varken är postade och avprickade eller inställda, till: ${sv}. Pricka av dem i Förvaltning, under Leveranser.`,
  `The case has letters that are neither posted and ticked off nor cancelled, to: ${en}. Tick them off in Administration, under Deliveries.`,
]);
const everyReferralHasEnded: Rule<CaseFacts> = {
  ...refusal(
    'referral-still-open',
    'Ärendet har en remiss som varken är avslutad eller återkallad.',
    'The case has a referral that is neither closed nor withdrawn.',
  ),
  naming: ({ openReferrals }) => namedReferrals(allOf(openReferrals)),
  holds: (facts) => facts.openReferrals.length === 0,
};
const ownReplyIsFinished: Rule<CaseFacts> = {
  ...refusal(
    'own-reply-unfinished',
    'Ärendets eget svar är inte expedierat.',
    'The case’s own reply has not been forwarded.',
  ),
  holds: (facts) => facts.unfinishedOwnReplies === 0,
};
const noReplyIsOpen: Rule<CaseFacts> = {
  ...refusal(
    'consultation-still-open',
    'En remissinstans arbetar fortfarande med sitt svar: dess del är öppnad igen, eller beslutad men inte expedierad.',
    'A consultee is still at work on its reply: it was reopened, or is decided and not forwarded.',
  ),
  naming: ({ openReplies }) => namedReplies(allOf(openReplies)),
  holds: (facts) => facts.openReplies.length === 0,
};
const everyLetterIsPosted: Rule<CaseFacts> = {
  ...refusal(
    'letter-not-posted',
    'Ärendet har ett brev som varken är postat och avprickat eller inställt.',
    'The case has a letter that is neither posted and ticked off nor cancelled.',
  ),
  naming: ({ unpostedLetters }) => namedLetters(allOf(unpostedLetters)),
  holds: (facts) => facts.unpostedLetters.length === 0,
};
const nothingIsOpenUnseen: Rule<CaseFacts> = {
  ...refusal(
    'not-yet',
    'Ärendet kan inte avslutas än. Fråga den som har hand om ärendets sekretess.',
    'The case cannot be closed yet. Ask whoever looks after its confidentiality.',
  ),
  holds: (facts) =>
    facts.openKept === 0 ||
    facts.unfinishedOwnReplies > 0 ||
    [facts.openReferrals, facts.openReplies, facts.unpostedLetters].some(({ length }) => length > 0),
};
const beginsOutside: Rule<CaseFacts> = {
  ...refusal(
    'case-has-no-origin',
    'Ärendet börjar inte med en remiss utifrån.',
    'The case does not begin with an outside referral.',
  ),
  holds: (facts) => facts.fromOutside,
};
const noReplyIsBeingPrepared: Rule<CaseFacts> = {
  ...refusal(
    'own-reply-exists',
    'Ärendet har redan ett eget svar, som inte är färdigt.',
    'The case has a reply of its own already, which is not finished.',
  ),
  holds: (facts) => !facts.ownReplyUnfinished,
};
export const caseClosed = refusal(
  'case-closed',
  'Ärendet är avslutat; öppna det igen först.',
  'The case is closed; open it again first.',
);

const caseIsOpen = refusal(
  'case-is-open',
  'Ärendet är inte avslutat; bara avslutade ärenden arkiveras.',
  'The case is not closed; only closed cases are archived.',
);

// prettier-ignore
export const caseLifecycle: Lifecycle<CaseVerb, CaseState, CaseFacts> = {
  [SAID]: words.case,
  edit:                   [{ from: CASE_STATES, to: 'same' }],
  'correct-registration': [{ from: CASE_STATES, to: 'same' }],
  'create-referral':      [{ from: ['open'],    to: 'same',   elsewhere: caseClosed }],
  'open-consultation':    [{ from: ['open'],    to: 'same',   elsewhere: caseClosed, when: [beginsOutside, noReplyIsBeingPrepared] }],
  'mark-confidential':    [{ from: CASE_STATES, to: 'same' }],
  'lift-confidentiality': [{ from: CASE_STATES, to: 'same',   when: [isMarked] }],
  publish:                [{ from: CASE_STATES, to: 'same',   when: [namesNobodyByNumber] }],
  close:                  [{ from: ['open'],    to: 'closed', when: [everyReferralHasEnded, ownReplyIsFinished, noReplyIsOpen, everyLetterIsPosted, nothingIsOpenUnseen] }],
  reopen:                 [{ from: ['closed'],  to: 'open' }],
  archive:                [{ from: ['closed'],  to: 'same',   elsewhere: caseIsOpen }],
};
