/**
 * Who may see which record: the one predicate behind read, list, search, count, export and lock, for the caller whose
 * marks and bodies a query is given (`scopeOf`). SQL text, so that a list is cut before it is paged. Row-level security
 * is made of the same (src/database/current/visible.ts).
 */
import { Visibility } from '../database/current/visible.js';
import type { Actor } from '../rules/actor.js';

/** What every query that uses a predicate passes: `$1` = the caller's marks, `$2` = the bodies they read. */
export const scopeOf = (actor: Actor): [readonly string[], readonly string[]] => [
  actor.marks,
  actor.readerOf,
];

/**
 * The bodies whose staff an actor is, where a list of what only they see has to look. Marks of people and roles have a
 * sign that no body's code has.
 */
export const staffedBodiesOf = (actor: Actor): readonly string[] =>
  actor.marks.filter((mark) => /^[A-ZÅÄÖ0-9]+$/.test(mark));

/** The bodies whose records an actor may see at all, as staff or as a reader. */
export const bodiesOf = (actor: Actor): readonly string[] => [
  ...new Set([...staffedBodiesOf(actor), ...actor.readerOf]),
];

const asking = { marks: '$1', marksOnce: '$1', readerOf: '$2', readerOfOnce: '$2' };
const NOBODYS = { administratorOf: "'{}'", isMunicipalAdministrator: 'false' };
const toAnyone = new Visibility({ ...asking, ...NOBODYS });

export const {
  consultationIsOwn,
  consultationIsVisible,
  messagesAreVisible,
  referralIsVisible,
  caseIsVisible,
  statementIsVisible,
  dispatchIsVisible,
  dispatchIsUnmarked,
  compilationIsVisible,
  documentIsOpen,
  documentIsVisible,
  deliveryIsOfItsSender,
  consulteeGroupIsVisible,
  extensionIsVisible,
  publicationIsVisible,
  whatItNamesIsVisible,
} = toAnyone;

export const { packetHasReached } = toAnyone;
export const packetDocumentIsOpen = (document: string, referral: string): string =>
  toAnyone.packetDocumentIsOpen(document, referral);

export const isMarkedAtConsultee = (column: 'case_id' | 'referral_id', id: string): string =>
  toAnyone.isMarkedAtConsultee(column, id);

type OfActor = (actor: Actor) => (row: string) => string;

export const deliveryIsVisible: OfActor = (actor) => to(actor).deliveryIsVisible;
export const inboxItemIsVisible: OfActor = (actor) => to(actor).inboxItemIsVisible;
export const webhookIsVisible: OfActor = (actor) => to(actor).webhookIsVisible;
export const calendarFeedIsVisible: OfActor = (actor) => to(actor).calendarFeedIsVisible;

/**
 * As `scopeOf`, for the few queries that also ask which bodies the actor administers: those stand in the SQL as text.
 */
const to = (actor: Actor): Visibility =>
  new Visibility({
    ...asking,
    administratorOf: listOf(actor.administratorOf),
    isMunicipalAdministrator: String(actor.isMunicipalAdministrator),
  });

/**
 * Codes of bodies as an SQL array. A code is checked when the body is made, and here again, since it becomes part of a
 * query's text.
 */
function listOf(codes: readonly string[]): string {
  const strange = codes.find((code) => !/^[A-ZÅÄÖ0-9]{2,12}$/.test(code));
  if (strange !== undefined) throw new Error('Not the code of a body.');
  return `ARRAY[${codes.map((code) => `'${code}'`).join(', ')}]::text[]`;
}
