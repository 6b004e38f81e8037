import type { NextStepName, Verdict } from '../../rules/planning.js';
import type { Texts } from '../../rules/texts.js';

/** What pages say besides the vocabulary of states and verbs (rules/words.ts). */

export const VERDICT_WORDS: Readonly<Record<Verdict, Texts>> = {
  comfortable: { sv: 'I god tid', en: 'In good time' },
  tight: { sv: 'Ligger efter planen', en: 'Behind the plan' },
  'needs-immediate-confirmation': { sv: 'Kräver omedelbar justering', en: 'Needs immediate confirmation' },
  'needs-delegation': { sv: 'Hinner inte nämnden', en: 'Too late for the board' },
  impossible: { sv: 'Tiden har gått ut', en: 'Time is up' },
};

/** What there is time to, or what is late: “till utkastet”, “med utkastet”. */
export const STEP_NOUNS: Readonly<Record<NextStepName, Texts>> = {
  register: { sv: 'registreringen', en: 'the registration' },
  assign: { sv: 'fördelningen', en: 'the assigning' },
  draft: { sv: 'utkastet', en: 'the draft' },
  approve: { sv: 'granskningen', en: 'the review' },
  schedule: { sv: 'föredragningslistan', en: 'the agenda' },
  decide: { sv: 'sammanträdet', en: 'the meeting' },
  confirm: { sv: 'justeringen', en: 'the confirmation' },
  forward: { sv: 'expedieringen', en: 'the dispatch' },
};

/** Of what is to be registered though the plan would have had it earlier. */
export const AT_ONCE: Texts = { sv: 'genast', en: 'at once' };
export const BY_THE_PLAN: Texts = {
  sv: 'till registreringen, enligt planen',
  en: 'to be registered, by the plan on',
};

/** Said instead of a title that is kept from lists. */
export const CONFIDENTIAL_MATTER: Texts = { sv: 'Sekretessmarkerat ärende', en: 'Confidential matter' };

export const UNJUDGED: Texts = {
  sv: 'Kan inte bedömas, inget sammanträde i kalendern',
  en: 'Cannot be judged, no meeting in the calendar',
};

/** Whoever may decide on delegation may not in this matter. */
export const BARRED: Texts = { sv: 'Nämnden måste besluta själv', en: 'The board itself must decide' };

export const CAME_LATE: Texts = { sv: 'Kom för sent', en: 'Came too late' };
