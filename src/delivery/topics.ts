import type { Texts } from '../rules/texts.js';

/** Everything Yttra tells anyone, by its stable code. What stands in an inbox is this text, never a statement's. */
const topics = {
  'referral-sent': { sv: 'Remiss för yttrande', en: 'Referral for opinion' },
  'referral-supplemented': { sv: 'Remissen är kompletterad', en: 'The referral is supplemented' },
  'referral-corrected': { sv: 'Remissen är rättad', en: 'The referral is corrected' },
  'referral-closed': { sv: 'Remissen är avslutad', en: 'The referral is closed' },
  'referral-withdrawn': { sv: 'Remissen är återkallad', en: 'The referral is withdrawn' },
  'consultation-recalled': {
    sv: 'Ni är inte längre tillfrågade om remissen',
    en: 'You are no longer asked about the referral',
  },
  'referral-reopened': { sv: 'Remissen är öppen igen', en: 'The referral is open again' },
  'consultation-reopened': { sv: 'Ni kan svara på remissen igen', en: 'You may answer the referral again' },
  'consultation-declined': {
    sv: 'Remissinstansen avstår från att svara',
    en: 'The consultee declined to answer',
  },
  'matter-handed-over': {
    sv: 'Ett annat organ har tagit över ärendet',
    en: 'Another body has taken the matter over',
  },
  message: { sv: 'Nytt meddelande om remissen', en: 'A new message about the referral' },
  'compilation-shared': {
    sv: 'Sammanställningen av remissvaren har delats med er',
    en: 'The compilation of the replies has been shared with you',
  },
  'statement-forwarded': { sv: 'Yttrande har kommit in', en: 'A statement has come in' },
  'statement-corrected': { sv: 'Ett rättat yttrande har kommit in', en: 'A corrected statement has come in' },
  'extension-requested': { sv: 'Anstånd begärs', en: 'An extension is requested' },
  'extension-granted': { sv: 'Anstånd har beviljats', en: 'An extension was granted' },
  'extension-corrected': { sv: 'Anståndet har rättats', en: 'The extension was corrected' },
  'extension-taken-back': { sv: 'Anståndet har tagits tillbaka', en: 'The extension was taken back' },
  'extension-refused': { sv: 'Anstånd har avslagits', en: 'An extension was refused' },
  'extension-cancelled': {
    sv: 'Begäran om anstånd är återtagen',
    en: 'The request for an extension is cancelled',
  },
  reminders: {
    sv: 'Påminnelser om flera ärenden, bland andra det här',
    en: 'Reminders of several matters, this one among them',
  },
  'reminder-register-it': { sv: 'Påminnelse: registrera remissen', en: 'Reminder: register the referral' },
  'reminder-assign-it': { sv: 'Påminnelse: utse handläggare', en: 'Reminder: assign a case officer' },
  'reminder-draft-due': { sv: 'Påminnelse: utkastet', en: 'Reminder: the draft' },
  'reminder-review-due': { sv: 'Påminnelse: granska utkastet', en: 'Reminder: review the draft' },
  'reminder-agenda-closing': {
    sv: 'Påminnelse: föredragningslistan stänger',
    en: 'Reminder: the agenda closes',
  },
  'reminder-minutes-not-confirmed': {
    sv: 'Påminnelse: protokollet ska justeras',
    en: 'Reminder: the minutes are to be confirmed',
  },
  'reminder-decided-not-forwarded': {
    sv: 'Påminnelse: yttrandet ska expedieras',
    en: 'Reminder: the statement is to be forwarded',
  },
  'reminder-letter-not-posted': {
    sv: 'Påminnelse: brevet med yttrandet ska skickas',
    en: 'Reminder: the letter with the statement is to be posted',
  },
  'reminder-decision-not-reported': {
    sv: 'Påminnelse: anmäl beslutet till nämnden',
    en: 'Reminder: report the decision to the board',
  },
  'reminder-reply-by': { sv: 'Påminnelse: sista svarsdag', en: 'Reminder: the reply-by date' },
  'reminder-overdue': { sv: 'Påminnelse: svaret är försenat', en: 'Reminder: the reply is overdue' },
  'reminder-consultee-late': { sv: 'En remissinstans är försenad', en: 'A consultee is late' },
  'reminder-consultee-at-risk': {
    sv: 'En remissinstans hinner kanske inte svara',
    en: 'A consultee may not reply in time',
  },
  'reminder-extension-unanswered': {
    sv: 'Påminnelse: avgör begäran om anstånd',
    en: 'Reminder: settle the request for an extension',
  },
  'reminder-forwarded-not-acknowledged': {
    sv: 'Påminnelse: ett yttrande är inte kvitterat',
    en: 'Reminder: a statement is not acknowledged',
  },
  'matter-assigned': { sv: 'Ett ärende har fördelats till dig', en: 'A matter has been assigned to you' },
  'draft-submitted': {
    sv: 'Ett utkast har lämnats för granskning',
    en: 'A draft has been submitted for review',
  },
  'draft-returned': { sv: 'Ett utkast har återlämnats till dig', en: 'A draft has been returned to you' },
  'draft-approved': { sv: 'Ett yttrande är godkänt', en: 'A statement has been approved' },
  'matter-referred-back': { sv: 'Ett ärende har återremitterats', en: 'A matter has been referred back' },
  'webhook-disabled': { sv: 'En webbkrok har stängts av', en: 'A webhook has been disabled' },
  'delivery-failed': { sv: 'En leverans har misslyckats', en: 'A delivery has failed' },
  'paper-missing': {
    sv: 'Det går inte att ta fram handlingen (PDF) till ett yttrande. Yttrandet är expedierat ändå; nya försök görs.',
    en: 'The paper (PDF) of a statement cannot be made. The statement has been forwarded all the same; it is tried again.',
  },
  'signatures-received': {
    sv: 'En handling är undertecknad av alla som skulle skriva under',
    en: 'A paper has been signed by all who were to sign it',
  },
  'signatures-refused': {
    sv: 'Någon avstod från att skriva under en handling: läs svaret och begär underskrifter på nytt, eller låt skriva under på annat sätt',
    en: 'Somebody refused to sign a paper: open the reply and request signatures again, or have it signed in another way',
  },
  'signatures-timed-out': {
    sv: 'En handling blev inte undertecknad till sista dagen: begär underskrifter på nytt med en senare dag',
    en: 'A paper was not signed by the last day: request signatures again with a later day',
  },
  'signatures-failed': {
    sv: 'Underskriften av en handling misslyckades: öppna svaret och se varför',
    en: 'The signing of a paper failed: open the reply to see why',
  },
  'signatures-withdrawn': {
    sv: 'En begäran om underskrifter togs tillbaka av sig själv: öppna svaret och se varför',
    en: 'A request for signatures was withdrawn by itself: open the reply to see why',
  },
  'signatures-delayed': {
    sv: 'Underskriftstjänsten svarar inte som den ska. Underskrifterna dröjer; nya försök görs.',
    en: 'The signature service does not answer as it should. The signatures are delayed; it is tried again.',
  },
  'roles-changed': { sv: 'Dina roller har ändrats', en: 'Your roles have been changed' },
  'account-changed': {
    sv: 'Ditt namn, din adress eller din behörighet har ändrats',
    en: 'Your name, your address or your right to sign in has been changed',
  },
  'body-settings-changed': {
    sv: 'Organets adresser, diarieföring eller kontrollsteg har ändrats',
    en: 'The addresses of the body, who keeps its register or its steps of control have been changed',
  },
  'stand-in-arranged': {
    sv: 'Någon har fått vikariera för dig',
    en: 'Someone has been let stand in for you',
  },
  'stand-in-named': {
    sv: 'Du har utsetts till ersättare för en kollega: för vem och vilka dagar står i Mina uppgifter',
    en: 'You have been let stand in for a colleague: for whom and which days stands in My settings',
  },
  'api-client-left': {
    sv: 'Ingen svarar längre för en API-klient',
    en: 'Nobody answers for an API client any more',
  },
  'matters-left': {
    sv: 'Någon lämnar öppna ärenden utan handläggare',
    en: 'Someone leaves open matters without a case officer',
  },
  'matters-taken-over': {
    sv: 'Ni har tagit över ärenden från ett organ som är avvecklat: de står bland era egna',
    en: 'You have taken over the matters of a body that has been wound up: they stand among your own',
  },
  'arrangements-ended': {
    sv: 'Organet är avvecklat: dess vikariat, API-klienter och webbkrokar har upphört',
    en: 'The body has been wound up: its stand-ins, API clients and webhooks have ended',
  },
  'winding-up-failed': {
    sv: 'Organet skulle ha avvecklats, men något står i vägen. Öppna organet i Förvaltning och avveckla det för att se vad; är inget i vägen, fråga driften',
    en: 'The body was to be wound up, and something stands in the way. Open the body in Administration and wind it up to see what; if nothing is, ask the operators',
  },
  'audit-trail-broken': {
    sv: 'Historiken är bruten. Öppna Driftläge i Förvaltning för att se var, och tala med driften: inget ska ändras innan de har sett efter',
    en: 'The audit trail is broken. Open Health in Administration to see where, and talk to the operators: nothing should be changed before they have looked',
  },
  ping: { sv: 'Provhändelse', en: 'Test event' },
} as const satisfies Record<string, Texts>;

export type Topic = keyof typeof topics;

/** About deliveries themselves. They do not go to other systems: a message of a failure could fail again, for ever. */
export const ABOUT_DELIVERING: readonly Topic[] = [
  'webhook-disabled',
  'delivery-failed',
  'paper-missing',
  'ping',
];

/** About rights and settings: for the people and bodies concerned, and for no other system. */
export const ABOUT_ADMINISTRATION = [
  'roles-changed',
  'account-changed',
  'body-settings-changed',
  'stand-in-arranged',
  'stand-in-named',
  'api-client-left',
  'matters-left',
  'matters-taken-over',
  'arrangements-ended',
  'winding-up-failed',
  'audit-trail-broken',
] as const satisfies readonly Topic[];

/** Hand-overs inside a board: for the people whose turn it is, and for no other system. */
export const HANDOVERS = [
  'matter-assigned',
  'draft-submitted',
  'draft-returned',
  'draft-approved',
  'matter-referred-back',
] as const satisfies readonly Topic[];
export type Handover = (typeof HANDOVERS)[number];

/** What became of a paper that was sent for signature: for whoever asked, and for no other system. */
export const ABOUT_SIGNATURES = [
  'signatures-received',
  'signatures-refused',
  'signatures-timed-out',
  'signatures-failed',
  'signatures-withdrawn',
  'signatures-delayed',
] as const satisfies readonly Topic[];
export type SignatureTopic = (typeof ABOUT_SIGNATURES)[number];

/** What another system can be told of. */
export const EVENTS = (Object.keys(topics) as Topic[]).filter(
  (topic) =>
    ![...ABOUT_DELIVERING, ...ABOUT_ADMINISTRATION, ...HANDOVERS, ...ABOUT_SIGNATURES].includes(topic),
);

export const textOf = (topic: Topic): Texts => topics[topic];
