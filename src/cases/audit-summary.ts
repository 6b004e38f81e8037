import { dayInWords } from '../markup/day.js';
import { civilDate } from '../rules/civil-date.js';
import { doneWords } from '../rules/event-words.js';
import { SIGNED_PAPERS, signatureStateInSentence, signedPaperInSentence } from '../rules/signatures.js';
import type { Language, Texts } from '../rules/texts.js';
import { listed } from '../rules/words.js';

/** What the words of the event do not say already. */
const ENDED_BY_ITSELF = ['refused', 'timed-out', 'failed'] as const;

/** What an event names by an id, by the names that people know it by; null where there is none or it is kept from the caller. */
export interface NamesOfEvent {
  /** At which it was done; where a question ended because a body was wound up, that body. */
  readonly body: string | null;
  readonly actor: string | null;
  readonly absent: string | null;
  readonly caseNumber: string;
  readonly referral: string | null;
  readonly consultee: string | null;
  readonly ownNumber: string | null;
  readonly officer: string | null;
  readonly document: string | null;
  /** Whom a delivery was to. */
  readonly recipient: string | null;
  /** Titles of the documents that a message carries. */
  readonly carried: readonly string[] | null;
  /** The number of the version of a compilation that was shared. */
  readonly compilation: string | null;
  /** Whom a referral was sent to. */
  readonly consultees: readonly string[] | null;
}

export interface EventToSay {
  readonly at: Date;
  readonly objectType: string;
  readonly verb: string;
  readonly actor: string | null;
  readonly state: string | null;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
  readonly reason: string | null;
  readonly names: NamesOfEvent;
}

/** An event as one sentence that can be read aloud: what was done to what, to whom and when, by whom and why. */
export function summaryOf(event: EventToSay, language: Language): string {
  const { objectType, verb, reason } = event;
  const because = reason?.replace(/\.$/, '');
  const why =
    because === undefined ? '' : language === 'sv' ? `, med skälet ”${because}”` : `, because “${because}”`;
  const said = `${subjectOf(event, language)}: ${doneWords(objectType, verb, tookBack(event))[language]}`;
  return `${said}${detailOf(event, language)}${byWhom(event, language)}${why}.`;
}

/** Whether it took back what it could have corrected; undefined where the caller is not told. */
function tookBack({ objectType, verb, state, before, after }: EventToSay): boolean | undefined {
  if (objectType === 'extension') return state === 'cancelled';
  if (verb === 'correct-reply') return state !== 'received' || before?.['recordedByIssuer'] === true;
  if (verb !== 'correct-postponement') return false;
  if (after === null) return undefined;
  return takenBackIn(after) > takenBackIn(before);
}

const takenBackIn = (facts: EventToSay['before']): number => {
  const postponements = facts?.['postponements'];
  return Array.isArray(postponements)
    ? postponements.filter((each) => objectIn(each)?.['takenBack']).length
    : 0;
};

/** What it was done to. A consultee's part is called by the consultee and the number that it has there. */
function subjectOf({ objectType, names }: EventToSay, language: Language): string {
  const consultee = [names.consultee, names.ownNumber].filter((part) => part !== null).join(', ');
  const named = (what: Texts, name: string | null) =>
    name ? `${what[language]} ${language === 'sv' ? `”${name}”` : `“${name}”`}` : what[language];
  const of = (what: Texts) =>
    consultee ? `${what[language]} ${language === 'sv' ? 'för' : 'of'} ${consultee}` : what[language];
  switch (objectType) {
    case 'case':
      return `${language === 'sv' ? 'Ärendet' : 'The case'} ${names.caseNumber}`;
    case 'referral':
      return named({ sv: 'Remissen', en: 'The referral' }, names.referral);
    case 'document':
      return named({ sv: 'Handlingen', en: 'The document' }, names.document);
    case 'statement':
      return `${language === 'sv' ? 'Yttrandet från' : 'The statement of'} ${consultee}`;
    case 'extension':
      return of({ sv: 'Anståndet', en: 'The extension' });
    case 'message':
      return of({ sv: 'Meddelandet', en: 'The message' });
    case 'remark-answer':
      return of({ sv: 'Synpunkten', en: 'The remark' });
    case 'publication':
      return of({ sv: 'Publiceringen', en: 'The publication' });
    case 'delivery':
      return names.recipient === null
        ? of({ sv: 'Leveransen', en: 'The delivery' })
        : `${language === 'sv' ? 'Leveransen till' : 'The delivery to'} ${names.recipient}`;
    case 'reading':
      return of({ sv: 'Det sekretessmarkerade', en: 'What is confidential' });
    default:
      return consultee || `${language === 'sv' ? 'Ärendet' : 'The case'} ${names.caseNumber}`;
  }
}

/** What is told of the change itself, where the caller may know it. */
function detailOf({ at, verb, after, names }: EventToSay, language: Language): string {
  const facts: Readonly<Record<string, unknown>> = { ...after, ...objectIn(after?.['decision']) };
  const day = (name: string) => {
    const value = facts[name];
    return typeof value === 'string' ? dayInWords(value, language) : undefined;
  };
  const said = (what: string | false | null | undefined, sv: string, en: string, end = '') =>
    what ? ` ${language === 'sv' ? sv : en}${what}${end}` : '';
  const { consultees, carried, officer, document, compilation } = names;
  const section = facts['section'];
  const isDelegated = typeof section === 'string' && !/^\d/.test(section);
  const isForMeeting = verb === 'schedule' || verb === 'table';
  return [
    said(compilation, 'som version ', 'as version '),
    said(signaturesIn(facts['signatures'], language), '(', '(', ')'),
    said(verb === 'send' && consultees && allOf(consultees, language), 'till ', 'to '),
    said(verb === 'assign' && officer, 'till ', 'to '),
    said(verb.endsWith('-document') && document, '”', '“', '”'),
    said(
      carried &&
        allOf(
          carried.map((title) => quoted(title, language)),
          language,
        ),
      'med ',
      'with ',
    ),
    said(verb === 'ask' && day('replyBy'), 'med svar senast den ', 'to answer by '),
    said(verb === 'extend' && day('replyBy'), 'till den ', 'to '),
    // The section is of the meeting that tabled it, and the day of the one that it was tabled to.
    said(verb === 'table' && typeof section === 'string' && section, '(§ ', '(§ ', ')'),
    said(isForMeeting && day('meetingDate'), 'till sammanträdet den ', 'for the meeting on '),
    said(
      !isForMeeting &&
        !verb.startsWith('correct') &&
        (day('meetingDate') ?? day('decidedOn') ?? day('confirmedOn') ?? day('declinedOn')),
      'den ',
      'on ',
    ),
    said(
      verb !== 'table' && typeof section === 'string' && section,
      isDelegated ? 'som nr ' : 'som § ',
      isDelegated ? 'as no. ' : 'as § ',
    ),
    said(
      day('receivedOn') ?? (verb === 'record-reply' && day('reachedIssuerOn')),
      '(inkom den ',
      '(received on ',
      ')',
    ),
    // The event has its own day beside it.
    said(
      verb === 'request-extension' && facts['requestedOn'] !== civilDate(at) && day('requestedOn'),
      'den ',
      'on ',
    ),
    said(day('until') ?? day('grantedUntil'), 'till och med den ', 'until '),
    said(
      verb === 'request-extension' && day('requestedUntil'),
      'för tid till och med den ',
      'for time until ',
    ),
  ].join('');
}

/** Which paper, until when it was to be signed, or how that ended. */
function signaturesIn(value: unknown, language: Language): string | undefined {
  const { paper, lastDay, state } = objectIn(value) ?? {};
  const signed = SIGNED_PAPERS.find((each) => each === paper);
  if (!signed) return undefined;
  const called = signedPaperInSentence(signed)[language];
  if (typeof lastDay === 'string')
    return `${called}, ${language === 'sv' ? 'till och med den' : 'until'} ${dayInWords(lastDay, language)}`;
  const ended = ENDED_BY_ITSELF.find((each) => each === state);
  return ended ? `${called}: ${signatureStateInSentence(ended)[language]}` : called;
}

/** Of another body's work the body is told, and nobody in it. */
function byWhom({ actor, names }: EventToSay, language: Language): string {
  const by = language === 'sv' ? 'av' : 'by';
  if (actor === null) return names.body === null ? '' : ` ${by} ${names.body}`;
  const at = names.body === null ? '' : `, ${names.body}`;
  const system = language === 'sv' ? 'ett anslutet system' : 'a connected system';
  const who = names.actor ?? (actor.startsWith('client:') ? system : 'Yttra');
  const absent =
    names.absent && (language === 'sv' ? ` i stället för ${names.absent}` : ` in place of ${names.absent}`);
  return ` ${by} ${who}${absent ?? ''}${at}`;
}

const quoted = (title: string, language: Language): string =>
  language === 'sv' ? `”${title}”` : `“${title}”`;

const allOf = (names: readonly string[], language: Language): string =>
  listed(
    names.map((name) => ({ sv: name, en: name })),
    'och',
    'and',
  )[language];

const objectIn = (value: unknown): Readonly<Record<string, unknown>> | undefined =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined;
