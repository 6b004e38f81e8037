import { words, statementWords, type VerbWords } from './words.js';
import type { Texts } from './texts.js';

/** What is said of an event besides the verbs of the tables: what the service does, or what has no state. */
// prettier-ignore
const otherVerbs: Readonly<Record<string, Texts>> = {
  'case register': { sv: 'registrerades', en: 'was registered' },
  'case open': { sv: 'öppnades', en: 'was opened' },
  'referral create': { sv: 'påbörjades', en: 'was begun' },
  'consultation ask': { sv: 'tillfrågades', en: 'was asked' },
  'consultation open': { sv: 'svaret påbörjades', en: 'the reply was begun' },
  'consultation extend': { sv: 'svarstiden ändrades', en: 'the time to reply was changed' },
  'consultation correct-origin': { sv: 'uppgifterna om avsändaren rättades', en: 'the facts about the sender were corrected' },
  'extension request': { sv: 'begärdes', en: 'was requested' },
  'document upload': { sv: 'lades in', en: 'was entered' },
  'message write-message': { sv: 'skrevs', en: 'was written' },
  'remark-answer answer-remark': { sv: 'bemöttes', en: 'was answered' },
  'reading read': { sv: 'lästes', en: 'was read' },
  'inbox-item read': { sv: 'lästes', en: 'was read' },
};

const tables: Readonly<Record<string, Readonly<Record<string, VerbWords>>>> = {
  ...Object.fromEntries(Object.entries(words).map(([kind, { verbs }]) => [kind, verbs])),
  statement: statementWords.verbs,
};

/** What was done to an object, as one says it afterwards; a record that came to be has a word too. */
export const doneWords = (objectType: string, verb: string): Texts =>
  otherVerbs[`${objectType} ${verb}`] ??
  tables[objectType]?.[verb]?.done ??
  tables['consultation']?.[verb]?.done ?? { sv: 'ändrades', en: 'was changed' };
