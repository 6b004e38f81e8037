import type { ReminderKind } from './reminder-kinds.js';
import type { Texts } from './texts.js';

type Said = (date: string) => Texts;
const texts = (sv: string, en: string): Said => {
  return (date) => ({ sv: sv.replace('#', date), en: en.replace('#', date) });
};

/** What a line says while its date lies ahead, and once it has come. It names the date, so that it is true however late. */
// prettier-ignore
const wording: Readonly<Record<ReminderKind, readonly [ahead: Said, passed: Said]>> = {
  'register-it': same('Remissen kom # och är inte registrerad.', 'The referral came on # and is not registered.'),
  'assign-it': same('Ärendet registrerades # och har ingen handläggare.', 'The matter was registered on # and has no case officer.'),
  'draft-due': [
    texts('Utkastet ska vara klart senast #.', 'The draft is due on #.'),
    texts('Utkastet skulle ha varit klart #.', 'The draft was due on #.'),
  ],
  'review-due': [
    texts('Utkastet ska vara granskat senast #.', 'The draft is to be reviewed by #.'),
    texts('Utkastet skulle ha varit granskat #.', 'The draft was to be reviewed by #.'),
  ],
  'agenda-closing': [
    texts('Föredragningslistan stänger #, och ärendet står inte på den.', 'The agenda closes on #, and the matter is not on it.'),
    texts('Föredragningslistan stängde #, och ärendet står inte på den.', 'The agenda closed on #, and the matter is not on it.'),
  ],
  'minutes-not-confirmed': [
    texts('Protokollet ska vara justerat senast #.', 'The minutes are to be confirmed by #.'),
    texts('Protokollet skulle ha varit justerat #.', 'The minutes were to be confirmed by #.'),
  ],
  'decided-not-forwarded': same('Protokollet justerades # och yttrandet är inte expedierat.', 'The minutes were confirmed on # and the statement is not forwarded.'),
  'letter-not-posted': same('Yttrandet expedierades # och brevet är inte avprickat.', 'The statement was forwarded on # and its letter is not ticked off.'),
  'decision-not-reported': [
    texts('Beslutet är inte anmält till nämnden, som sammanträder den #.', 'The decision has not been reported to the board, which meets on #.'),
    texts('Beslutet är inte anmält till nämnden, som sammanträdde den #.', 'The decision has not been reported to the board, which met on #.'),
  ],
  'reply-by': same('Sista svarsdag är #.', 'The reply is due on #.'),
  'overdue': same('Sista svarsdag var #; svaret är försenat.', 'The reply was due on # and is overdue.'),
  'consultee-late': same('Remissinstansen skulle ha svarat senast #.', 'The consultee was to reply by #.'),
  'consultee-at-risk': same('Remissinstansen hinner kanske inte svara till #.', 'The consultee may not be able to reply by #.'),
  'extension-unanswered': same('Anstånd begärdes # och är inte avgjort.', 'An extension was asked for on # and is not settled.'),
  'forwarded-not-acknowledged': same('Yttrandet kom # och är inte kvitterat.', 'The statement came on # and is not acknowledged.'),
};

function same(sv: string, en: string): [Said, Said] {
  return [texts(sv, en), texts(sv, en)];
}

/** What a reminder says, in the words that are true on the day it was said. */
export function reminderText(line: {
  readonly kind: ReminderKind;
  readonly about: string;
  readonly saidOn: string;
  readonly escalated: boolean;
}): Texts {
  const [ahead, passed] = wording[line.kind];
  const { sv, en } = (line.saidOn <= line.about ? ahead : passed)(line.about);
  return line.escalated ? { sv: `Trots påminnelse: ${sv}`, en: `Despite a reminder: ${en}` } : { sv, en };
}

/** What each kind is about, as a setting names it. */
// prettier-ignore
export const reminderKindWords: Readonly<Record<ReminderKind, Texts>> = {
  'register-it': { sv: 'Registrera remissen', en: 'Register the referral' },
  'assign-it': { sv: 'Utse handläggare', en: 'Assign a case officer' },
  'draft-due': { sv: 'Utkastet ska vara klart', en: 'The draft is due' },
  'review-due': { sv: 'Utkastet ska vara granskat', en: 'The review is due' },
  'agenda-closing': { sv: 'Föredragningslistan stänger', en: 'The agenda closes' },
  'minutes-not-confirmed': { sv: 'Protokollet ska vara justerat', en: 'The minutes are to be confirmed' },
  'decided-not-forwarded': { sv: 'Yttrandet ska expedieras', en: 'The statement is to be forwarded' },
  'letter-not-posted': { sv: 'Brevet med yttrandet ska prickas av', en: 'The letter with the statement is to be ticked off' },
  'decision-not-reported': { sv: 'Beslutet ska anmälas till nämnden', en: 'The decision is to be reported to the board' },
  'reply-by': { sv: 'Sista svarsdagen närmar sig', en: 'The reply-by date is near' },
  'overdue': { sv: 'Svaret är försenat', en: 'The reply is overdue' },
  'consultee-late': { sv: 'En remissinstans är försenad', en: 'A consultee is late' },
  'consultee-at-risk': { sv: 'En remissinstans hinner kanske inte', en: 'A consultee may be late' },
  'extension-unanswered': { sv: 'En begäran om anstånd väntar', en: 'A request for more time waits' },
  'forwarded-not-acknowledged': { sv: 'Ett yttrande är inte kvitterat', en: 'A statement is not acknowledged' },
};
