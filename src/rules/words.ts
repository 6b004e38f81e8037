import type { Outcome, Route } from './consultation-states.js';
import type { Stance } from './stance.js';
import type { Stand } from './stand.js';
import type { Texts } from './texts.js';

/** What a verb is called: on a button, and of what has been done. */
export interface VerbWords {
  readonly todo: Texts;
  readonly done: Texts;
  /** What is said where it took back instead what it could have corrected. */
  readonly undone?: Texts;
  /** What `done` is said of: where none is given the record itself; null where `done` names it. */
  readonly of?: Texts | null;
}

/** What people call the states and verbs of a kind of record. */
export interface Vocabulary<Verb extends string, State extends string> {
  readonly name: Texts;
  /** The record as what was done to it is said of it. */
  readonly the: Texts;
  readonly states: Readonly<Record<State, Texts>>;
  readonly verbs: Readonly<Record<Verb, VerbWords>>;
}

const word = (sv: string, en: string): Texts => ({ sv, en });
const verb = (sv: string, en: string, svDone: string, enDone: string, of?: Texts): VerbWords => ({
  todo: word(sv, en),
  done: word(svDone, enDone),
  ...(of && { of }),
});
/** A verb whose `done` names what it was done to. */
const deed = (...said: [sv: string, en: string, svDone: string, enDone: string]): VerbWords => ({
  ...verb(...said),
  of: null,
});

/** A verb that either corrects or takes back. */
const either = (corrects: VerbWords, sv: string, en: string): VerbWords => ({
  ...corrects,
  undone: word(sv, en),
});

// Of a remiss in the common gender, of a yttrande in the neuter: correct Swedish, and it tells which one speaks of.
const mark = verb('Sekretessmarkera', 'Mark confidential', 'sekretessmarkerades', 'was marked confidential');
const lift = deed(
  'Häv sekretessmarkeringen',
  'Lift the marking',
  'sekretessmarkeringen hävdes',
  'the marking was lifted',
);
const draft = word('utkastet', 'the draft');
const statement = word('yttrandet', 'the statement');
const remiss = word('remissen', 'the referral');
const publish = verb('Publicera', 'Publish', 'publicerades', 'was published');

/**
 * The one vocabulary, in both languages. Each lifecycle takes its own from here, and does not compile when a state or
 * a verb of it has no word.
 */
// prettier-ignore
export const words = {
  case: {
    name: word('ärende', 'case'),
    the: word('ärendet', 'the case'),
    states: { open: word('Öppet', 'Open'), closed: word('Avslutat', 'Closed') },
    verbs: {
      edit: verb('Ändra', 'Edit', 'ändrades', 'was edited'),
      'correct-registration': deed('Rätta numret', 'Correct the number', 'numret rättades', 'the number was corrected'),
      'create-referral': deed('Skapa remiss', 'Create a referral', 'remiss skapades', 'a referral was created'),
      'open-consultation': deed('Börja eget svar', 'Begin an own reply', 'eget svar påbörjades', 'an own reply was begun'),
      'mark-confidential': mark,
      'lift-confidentiality': lift,
      publish,
      close: verb('Avsluta', 'Close', 'avslutades', 'was closed'),
      reopen: verb('Öppna igen', 'Reopen', 'öppnades igen', 'was reopened'),
      archive: deed('Gör ett arkivpaket', 'Make an archive package', 'arkivpaket begärdes', 'an archive package was asked for'),
    },
  },
  referral: {
    name: word('remiss', 'referral'),
    the: word('remissen', 'the referral'),
    states: {
      draft: word('Utkast', 'Draft'), sent: word('Skickad', 'Sent'),
      closed: word('Avslutad', 'Closed'), withdrawn: word('Återkallad', 'Withdrawn'),
    },
    verbs: {
      edit: verb('Ändra', 'Edit', 'ändrades', 'was edited'),
      'attach-document': deed('Bifoga handling', 'Attach a document', 'handling bifogades', 'a document was attached'),
      'detach-document': deed('Ta bort handling', 'Detach a document', 'handling togs bort', 'a document was detached'),
      'add-consultee': deed('Lägg till remissinstans', 'Add a consultee', 'remissinstans lades till', 'a consultee was added'),
      send: verb('Skicka', 'Send', 'skickades', 'was sent'),
      supplement: verb('Komplettera', 'Supplement', 'kompletterades', 'was supplemented'),
      correct: deed('Rätta dagen då den skickades', 'Correct the day of sending', 'dagen då den skickades rättades', 'the day of sending was corrected'),
      'record-unasked-reply': deed('För in ett svar som ingen frågat efter', 'Record an unasked reply', 'ett svar som ingen frågat efter fördes in', 'an unasked reply was recorded'),
      'summarize-replies': deed('Sammanfatta svaren', 'Sum up the replies', 'svaren sammanfattades', 'the replies were summed up'),
      'gather-remarks': deed('För ihop synpunkter', 'Put remarks together', 'synpunkter fördes ihop', 'remarks were put together'),
      'share-compilation': deed('Dela sammanställningen', 'Share the compilation', 'sammanställningen delades', 'the compilation was shared'),
      extend: deed('Förläng svarstiden', 'Give more time', 'svarstiden förlängdes', 'more time was given'),
      'mark-confidential': mark,
      'lift-confidentiality': lift,
      publish,
      close: verb('Avsluta', 'Close', 'avslutades', 'was closed'),
      reopen: verb('Öppna igen', 'Reopen', 'öppnades igen', 'was reopened'),
      withdraw: verb('Återkalla', 'Withdraw', 'återkallades', 'was withdrawn'),
    },
  },
  consultation: {
    name: word('en remissinstans del av remissen', 'a consultee’s part of the referral'),
    the: word('ärendet', 'the matter'),
    states: {
      sent: word('Skickad', 'Sent'), registered: word('Registrerad', 'Registered'), drafting: word('Handläggs', 'Drafting'),
      'in-review': word('Granskas', 'In review'), approved: word('Godkänt', 'Approved'), 'on-agenda': word('Uppsatt', 'On the agenda'),
      decided: word('Beslutat', 'Decided'), confirmed: word('Justerat', 'Confirmed'), forwarded: word('Expedierat', 'Forwarded'),
      received: word('Kvitterat', 'Received'), declined: word('Avböjt', 'Declined'), 'no-reply': word('Svarade inte', 'No reply'),
      withdrawn: word('Återkallad', 'Withdrawn'),
    },
    verbs: {
      register: verb('Registrera', 'Register', 'registrerades', 'was registered', remiss),
      'correct-registration': deed('Rätta registreringen', 'Correct the registration', 'registreringen rättades', 'the registration was corrected'),
      assign: verb('Fördela', 'Assign', 'fördelades', 'was assigned'),
      submit: verb('Lämna för granskning', 'Submit for review', 'lämnades för granskning', 'was submitted for review', draft),
      return: verb('Återlämna', 'Return', 'återlämnades', 'was returned', draft),
      approve: verb('Godkänn', 'Approve', 'godkändes', 'was approved', draft),
      schedule: verb('Sätt upp', 'Put on the agenda', 'sattes upp', 'was put on the agenda'),
      unschedule: verb('Ta bort från listan', 'Take off the agenda', 'togs bort från listan', 'was taken off the agenda'),
      table: verb('Bordlägg', 'Table', 'bordlades', 'was tabled'),
      'refer-back': verb('Återremittera', 'Refer back', 'återremitterades', 'was referred back'),
      prepare: verb('För in beredning', 'Record the preparation', 'bereddes av utskottet', 'was prepared by the committee'),
      'correct-postponement': either(deed('Rätta eller ta tillbaka beredning, bordläggning eller återremiss', 'Correct or take back a preparation, a tabling or a referral back', 'beredningen, bordläggningen eller återremissen rättades', 'the preparation, tabling or referral back was corrected'), 'beredningen, bordläggningen eller återremissen togs tillbaka', 'the preparation, tabling or referral back was taken back'),
      decide: verb('För in beslut', 'Record the decision', 'beslutades', 'was decided', statement),
      'decide-by-delegation': verb('Besluta på delegation', 'Decide by delegation', 'beslutades på delegation', 'was decided by delegation', statement),
      correct: deed('Rätta beslutet', 'Correct the decision', 'beslutet rättades', 'the decision was corrected'),
      'add-reservation': deed('För in reservation', 'Add a reservation', 'reservation fördes in', 'a reservation was added'),
      confirm: verb('Justera', 'Confirm the minutes', 'justerades', 'was confirmed', word('paragrafen', 'the section of the minutes')),
      forward: verb('Expediera', 'Forward', 'expedierades', 'was forwarded', statement),
      'forward-correction': deed('Expediera rättat yttrande', 'Forward a correction', 'rättat yttrande expedierades', 'a correction was forwarded'),
      acknowledge: verb('Kvittera', 'Acknowledge', 'kvitterades', 'was acknowledged', statement),
      decline: verb('Avböj', 'Decline', 'avböjdes', 'was declined', remiss),
      'correct-decline': deed('Rätta avböjandet', 'Correct what was declined', 'avböjandet rättades', 'what was written on declining was corrected'),
      'allow-recorded-reply': deed('Låt remittenten föra in svaret', 'Let the issuer record the reply', 'remittenten fick föra in svaret', 'the issuer was let record the reply'),
      'record-reply': deed('För in svar', 'Record the reply', 'svar fördes in', 'a reply was recorded'),
      'correct-reply': either(deed('Rätta eller ta tillbaka infört svar', 'Correct the recorded reply or take it back', 'infört svar rättades', 'the recorded reply was corrected'), 'infört svar togs tillbaka', 'the recorded reply was taken back'),
      'correct-consultee': deed('Rätta remissinstansen', 'Correct the consultee', 'remissinstansen rättades', 'the consultee was corrected'),
      recall: verb('Ta tillbaka frågan', 'Recall', 'togs tillbaka', 'was recalled', word('frågan', 'the request')),
      reopen: verb('Öppna igen', 'Reopen', 'öppnades igen', 'was reopened'),
      'report-to-board': verb('Anmäl till nämnden', 'Report to the board', 'anmäldes till nämnden', 'was reported to the board', word('beslutet', 'the decision')),
      'request-signatures': deed('Begär underskrifter', 'Request signatures', 'underskrifter begärdes', 'signatures were requested'),
      'withdraw-signature-request': deed('Ta tillbaka begäran om underskrifter', 'Withdraw the request for signatures', 'begäran om underskrifter togs tillbaka', 'the request for signatures was withdrawn'),
      'request-extension': deed('Begär anstånd', 'Request an extension', 'anstånd begärdes', 'an extension was requested'),
      'write-message': deed('Skriv meddelande', 'Write a message', 'meddelande skrevs', 'a message was written'),
      'mute-reminders': deed('Sluta påminna mig', 'Stop reminding me', 'dina påminnelser om ärendet tystades', 'your reminders of the matter were muted'),
      'snooze-reminders': deed('Påminn mig senare', 'Remind me later', 'dina påminnelser om ärendet sköts upp', 'your reminders of the matter were snoozed'),
      'unmute-reminders': deed('Påminn mig igen', 'Remind me again', 'dina påminnelser om ärendet slogs på', 'your reminders of the matter were unmuted'),
      'answer-remark': deed('Bemöt synpunkt', 'Answer a remark', 'synpunkt bemöttes', 'a remark was answered'),
      archive: deed('Gör ett arkivpaket', 'Make an archive package', 'arkivpaket begärdes', 'an archive package was asked for'),
      'mark-confidential': mark,
      'lift-confidentiality': lift,
      publish,
      close: verb('Avsluta', 'Close', 'avslutades', 'was closed', remiss),
      withdraw: verb('Återkalla', 'Withdraw', 'återkallades', 'was withdrawn', remiss),
      resume: verb('Återuppta', 'Resume', 'återupptogs', 'was resumed'),
      'hand-over': verb('Lämna över till efterträdaren', 'Hand over to the successor', 'lämnades över till efterträdaren', 'was handed over to the successor'),
    },
  },
  document: {
    name: word('handling', 'document'),
    the: word('handlingen', 'the document'),
    states: { stored: word('Lagrad', 'Stored') },
    verbs: {
      correct: verb('Rätta', 'Correct', 'rättades', 'was corrected'),
      'mark-confidential': mark,
      'lift-confidentiality': lift,
      remove: verb('Ta bort', 'Delete', 'togs bort', 'was deleted'),
    },
  },
  extension: {
    name: word('anstånd', 'extension'),
    the: word('anståndet', 'the extension'),
    states: {
      requested: word('Begärt', 'Requested'), granted: word('Beviljat', 'Granted'),
      refused: word('Avslaget', 'Refused'), cancelled: word('Tillbakataget', 'Taken back'),
    },
    verbs: {
      grant: verb('Ge anstånd', 'Grant', 'beviljades', 'was granted'),
      refuse: verb('Avslå', 'Refuse', 'avslogs', 'was refused'),
      cancel: deed('Ta tillbaka begäran', 'Take back the request', 'begäran om anstånd togs tillbaka', 'the request for more time was taken back'),
      correct: either(verb('Rätta eller ta tillbaka', 'Correct or take back', 'rättades', 'was corrected'), 'togs tillbaka', 'was taken back'),
    },
  },
  publication: {
    name: word('publicering', 'publication'),
    the: word('innehållet', 'the content'),
    states: { unpublished: word('Avpublicerad', 'Unpublished'), published: word('Publicerad', 'Published') },
    verbs: { publish, unpublish: verb('Avpublicera', 'Unpublish', 'avpublicerades', 'was unpublished') },
  },
  delivery: {
    name: word('leverans', 'delivery'),
    the: word('leveransen', 'the delivery'),
    states: {
      pending: word('Väntar', 'Pending'), delivering: word('Levereras', 'Being delivered'), delivered: word('Levererad', 'Delivered'),
      failed: word('Misslyckad', 'Failed'), cancelled: word('Inställd', 'Cancelled'),
    },
    verbs: {
      claim: verb('Påbörja', 'Begin', 'påbörjades', 'was begun'),
      deliver: verb('Leverera', 'Deliver', 'levererades', 'was delivered'),
      postpone: verb('Skjut upp', 'Postpone', 'sköts upp', 'was postponed'),
      'give-up': verb('Ge upp', 'Give up', 'gavs upp', 'was given up'),
      withhold: verb('Håll inne', 'Withhold', 'hölls inne', 'was withheld'),
      retry: verb('Försök igen', 'Retry', 'sattes i kö igen', 'was queued again'),
      complete: verb('Pricka av', 'Tick off', 'avprickades', 'was ticked off'),
      correct: deed('Rätta avprickningen', 'Correct the tick', 'avprickningen rättades', 'the tick was corrected'),
      cancel: verb('Ställ in', 'Cancel', 'ställdes in', 'was cancelled'),
    },
  },
  webhook: {
    name: word('webbkrok', 'webhook'),
    the: word('webbkroken', 'the webhook'),
    states: { enabled: word('På', 'Enabled'), disabled: word('Av', 'Disabled') },
    verbs: {
      edit: verb('Ändra', 'Edit', 'ändrades', 'was edited'),
      enable: verb('Slå på', 'Enable', 'slogs på', 'was enabled'),
      disable: verb('Slå av', 'Disable', 'slogs av', 'was disabled'),
      'rotate-secret': deed('Byt hemlighet', 'Rotate the secret', 'hemligheten byttes', 'the secret was rotated'),
      ping: verb('Prova', 'Ping', 'provades', 'was tried'),
      replay: verb('Skicka på nytt', 'Replay', 'skickades på nytt', 'was replayed'),
      remove: verb('Ta bort', 'Remove', 'togs bort', 'was removed'),
    },
  },
} as const;

/** A statement has the states of its consultation. */
// prettier-ignore
export const statementWords = {
  name: word('yttrande', 'statement'),
  the: statement,
  states: words.consultation.states,
  verbs: {
    save: verb('Spara', 'Save', 'sparades', 'was saved'),
    import: deed('Läs in tjänsteskrivelse', 'Import a staff report', 'tjänsteskrivelse lästes in', 'a staff report was imported'),
  },
} as const;

/** How a verb ended, as far as its own words do not say that. */
export interface Ended {
  /** That something was given: “som TSN 2026/112”. */
  readonly number?: string | undefined;
  /** That it took back what it could have corrected. */
  readonly tookBack?: boolean;
  /** What it was done to, where that has a name of its own: “§ 84”. */
  readonly of?: Texts | undefined;
  /** Whose it is, after what it was done to: “för Räddningstjänsten”. */
  readonly whose?: Texts | undefined;
  /** To whom, until when, and the like, last: “till fredag 18 december”. */
  readonly how?: Texts | undefined;
}

/** What was done, as a sentence: “Remissen registrerades som TSN 2026/112.” */
export function doneSentence(
  kind: keyof typeof words,
  verbDone: string,
  { number, tookBack = false, whose, how, ...ended }: Ended = {},
): Texts {
  const { the, verbs }: Vocabulary<string, string> = words[kind];
  const { done, undone = done, of = the } = verbs[verbDone]!;
  const as = number === undefined ? undefined : word(`som ${number}`, `as ${number}`);
  const sentence = (language: keyof Texts) =>
    [ended.of ?? of, whose, tookBack ? undone : done, as, how]
      .flatMap((part) => part?.[language] ?? [])
      .join(' ')
      .replace(/ (?=[:,])/g, '')
      .replace(/^./, (first) => first.toUpperCase());
  return word(`${sentence('sv')}.`, `${sentence('en')}.`);
}

export const stanceWords: Readonly<Record<Stance, Texts>> = {
  supports: word('Tillstyrker', 'Supports'),
  'supports-with-comments': word('Tillstyrker med synpunkter', 'Supports with comments'),
  'no-objection': word('Inget att erinra', 'No objection'),
  rejects: word('Avstyrker', 'Rejects'),
  abstains: word('Avstår från att yttra sig', 'Abstains'),
  'not-stated': word('Ej angivet', 'Not stated'),
  grant: word('Bifall', 'Granted'),
  refuse: word('Avslag', 'Refused'),
  'deemed-answered': word('Anses besvarad', 'Deemed answered'),
};

/** How the issuer meets a remark. */
export const standWords: Readonly<Record<Stand, Texts>> = {
  accepted: word('Tillgodosedd', 'Accepted'),
  partly: word('Delvis tillgodosedd', 'Partly accepted'),
  'not-accepted': word('Inte tillgodosedd', 'Not accepted'),
};

export const routeWords: Readonly<Record<Route, Texts>> = {
  board: word('Nämnden', 'The board'),
  committee: word('Utskott', 'A committee'),
  officer: word('Tjänsteperson, på delegation', 'An officer, by delegation'),
  administration: word('Förvaltningen, på delegation', 'The administration, by delegation'),
  'chair-urgent': word('Ordföranden, brådskande', 'The chair, as a matter of urgency'),
};

export const outcomeWords: Readonly<Record<Outcome, Texts>> = {
  'as-proposed': word('Enligt förslaget', 'As proposed'),
  amended: word('Med ändringar', 'With amendments'),
  'own-text': word('Med egen lydelse', 'In its own words'),
};

/** What stands for the title of what is confidential, wherever it is listed. */
export const CONFIDENTIAL_MATTER: Texts = word('Sekretessmarkerat ärende', 'Confidential matter');

/** “a, b eller c”. */
export const oneOf = (texts: readonly Texts[]): Texts => listed(texts, 'eller', 'or');

/** A name may have a comma of its own: “Nämnden för vård, omsorg och stöd”. */
const between = (names: readonly string[]): string =>
  names.some((name) => name.includes(',')) ? '; ' : ', ';

/** “a, b, c”. */
export const inARow = (names: readonly string[]): string => names.join(between(names));

/** “a, b och c”, by the last word before the last of them. */
export function listed(texts: readonly Texts[], svLast: string, enLast: string): Texts {
  const list = (parts: readonly string[], or: string) =>
    [parts.slice(0, -1).join(between(parts)), ...parts.slice(-1)]
      .filter((part) => part !== '')
      .join(` ${or} `);
  return {
    sv: list(
      texts.map(({ sv }) => sv),
      svLast,
    ),
    en: list(
      texts.map(({ en }) => en),
      enLast,
    ),
  };
}

export const quoted = ({ sv, en }: Texts): Texts => ({ sv: `”${sv}”`, en: `“${en}”` });
