import type { Texts } from '../rules/texts.js';

/** Everything Yttra tells anyone, by its stable code. What stands in an inbox is this text, never a statement's. */
const topics = {
  'referral-sent': { sv: 'Remiss för yttrande', en: 'Referral for opinion' },
  'referral-closed': { sv: 'Remissen är avslutad', en: 'The referral is closed' },
  'referral-withdrawn': { sv: 'Remissen är återkallad', en: 'The referral is withdrawn' },
  'consultation-reopened': { sv: 'Ni kan svara på remissen igen', en: 'You may answer the referral again' },
  'consultation-declined': {
    sv: 'Remissinstansen avstår från att svara',
    en: 'The consultee declined to answer',
  },
  message: { sv: 'Nytt meddelande om remissen', en: 'A new message about the referral' },
  'statement-forwarded': { sv: 'Yttrande har kommit in', en: 'A statement has come in' },
  'statement-corrected': { sv: 'Ett rättat yttrande har kommit in', en: 'A corrected statement has come in' },
  'extension-requested': { sv: 'Anstånd begärs', en: 'An extension is requested' },
  'extension-granted': { sv: 'Anstånd har beviljats', en: 'An extension was granted' },
  'extension-refused': { sv: 'Anstånd har avslagits', en: 'An extension was refused' },
  'extension-cancelled': {
    sv: 'Begäran om anstånd är återtagen',
    en: 'The request for an extension is cancelled',
  },
  'reply-due-in-14-days': {
    sv: 'Högst 14 dagar till sista svarsdag',
    en: 'At most 14 days until the reply is due',
  },
  'reply-due-in-7-days': {
    sv: 'Högst 7 dagar till sista svarsdag',
    en: 'At most 7 days until the reply is due',
  },
  'reply-due-tomorrow': { sv: 'Sista svarsdag i morgon', en: 'The reply is due tomorrow' },
  'reply-due-today': { sv: 'Sista svarsdag i dag', en: 'The reply is due today' },
  'reply-overdue-1-day': { sv: 'Svaret är försenat', en: 'The reply is overdue' },
  'reply-overdue-7-days': {
    sv: 'Svaret är minst en vecka försenat',
    en: 'The reply is at least a week overdue',
  },
  'webhook-disabled': { sv: 'En webbkrok har stängts av', en: 'A webhook has been disabled' },
  ping: { sv: 'Provhändelse', en: 'Test event' },
} as const satisfies Record<string, Texts>;

export type Topic = keyof typeof topics;

/** About deliveries themselves. They do not go to other systems: a message of a failure could fail again, for ever. */
const ABOUT_DELIVERING: readonly Topic[] = ['webhook-disabled', 'ping'];

/** What another system can be told of. */
export const EVENTS = (Object.keys(topics) as Topic[]).filter((topic) => !ABOUT_DELIVERING.includes(topic));

export const textOf = (topic: Topic): Texts => topics[topic];
