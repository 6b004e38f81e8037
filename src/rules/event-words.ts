import { words, statementWords, type VerbWords } from './words.js';
import type { Texts } from './texts.js';

/** What is said of an event besides the verbs of the tables: what the service does, or what has no state. */
// prettier-ignore
const otherVerbs: Readonly<Record<string, Texts>> = {
  'case register': { sv: 'registrerades', en: 'was registered' },
  'case hand-over': { sv: 'lämnades över till efterträdaren', en: 'was handed over to the successor' },
  'referral hand-over': { sv: 'lämnades över till efterträdaren', en: 'was handed over to the successor' },
  'case open': { sv: 'öppnades', en: 'was opened' },
  'referral create': { sv: 'påbörjades', en: 'was begun' },
  'consultation ask': { sv: 'tillfrågades', en: 'was asked' },
  'consultation open': { sv: 'svaret påbörjades', en: 'the reply was begun' },
  'consultation hand-over-issuer': { sv: 'remittenten lämnade över till sin efterträdare', en: 'the issuer handed over to its successor' },
  'consultation extend': { sv: 'svarstiden ändrades', en: 'the time to reply was changed' },
  'consultation correct-origin': { sv: 'uppgifterna om avsändaren rättades', en: 'the facts about the sender were corrected' },
  'consultation recall': { sv: 'frågan togs tillbaka', en: 'the request was recalled' },
  'consultation reach': { sv: 'svaret kom fram', en: 'the reply arrived' },
  'consultation correct-title': { sv: 'rubriken rättades', en: 'the title was corrected' },
  'consultation correct-sending': { sv: 'dagen för utskicket rättades', en: 'the day of sending was corrected' },
  'consultation record-unasked-reply': { sv: 'ett svar som ingen frågat efter fördes in', en: 'a reply that nobody had asked for was entered' },
  'consultation receive-signed-paper': { sv: 'en undertecknad handling kom tillbaka', en: 'a signed paper came back' },
  'consultation end-signature-request': { sv: 'begäran om underskrifter avslutades', en: 'the request for signatures ended' },
  'extension request-extension': { sv: 'begärdes', en: 'was requested' },
  'extension cancel-extension': { sv: 'begäran togs tillbaka', en: 'the request was taken back' },
  'document dispose': { sv: 'gallrades', en: 'was disposed of' },
  'document upload': { sv: 'lades in', en: 'was entered' },
  'message write-message': { sv: 'skrevs', en: 'was written' },
  'message withdraw-message': { sv: 'togs tillbaka', en: 'was withdrawn' },
  'remark-answer answer-remark': { sv: 'bemöttes', en: 'was answered' },
  'reading read': { sv: 'lästes', en: 'was read' },
  'inbox-item read': { sv: 'lästes', en: 'was read' },
};

/** What is said of it to whoever may not know which of the two it was. */
const ofBoth: Readonly<Record<string, Texts>> = {
  'consultation correct-postponement': {
    sv: 'beredningen, bordläggningen eller återremissen rättades eller togs tillbaka',
    en: 'the preparation, tabling or referral back was corrected or taken back',
  },
};

const tables: Readonly<Record<string, Readonly<Record<string, VerbWords>>>> = {
  ...Object.fromEntries(Object.entries(words).map(([kind, { verbs }]) => [kind, verbs])),
  statement: statementWords.verbs,
};

/** What was done to an object, as one says it afterwards; a record that came to be has a word too. Undefined for what nobody has words for. */
export const wordsOfEvent = (objectType: string, verb: string): Texts | undefined =>
  otherVerbs[`${objectType} ${verb}`] ?? verbOfEvent(objectType, verb)?.done;

const verbOfEvent = (objectType: string, verb: string): VerbWords | undefined =>
  // An extension is asked for and settled under names that tell whose deed it was: `grant-extension`.
  tables[objectType]?.[verb.replace(new RegExp(`-${objectType}$`), '')] ?? tables['consultation']?.[verb];

/** @param tookBack whether it took back what it could have corrected; undefined where that is not known. */
export function doneWords(objectType: string, verb: string, tookBack: boolean | undefined): Texts {
  const { undone } = verbOfEvent(objectType, verb) ?? {};
  const said = tookBack === undefined ? ofBoth[`${objectType} ${verb}`] : tookBack && undone;
  return said || (wordsOfEvent(objectType, verb) ?? { sv: 'ändrades', en: 'was changed' });
}
