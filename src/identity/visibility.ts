/**
 * Who may see which record: the one predicate behind read, list, search, count, export and lock.
 * SQL text, so that a list is cut before it is paged. Every query that uses it passes
 * `$1` = the caller's marks, bodies whose staff they are among them, `$2` = bodies of which the caller is
 * a reader (`scopeOf`).
 *
 * Each board is an authority of its own (OSL 8:2, TF 2:11): a record of another body is not there at all. Nor is
 * what is confidential, for the people of the body that decided so who are not on its lists. A list binds that body
 * alone: the other side of a consultation sees it by its own lists (migrations/051).
 */
import type { Actor } from '../rules/actor.js';

/** Marks of people and roles have a sign that no body's code has. */
export const scopeOf = (actor: Actor): [readonly string[], readonly string[]] => [
  actor.marks,
  actor.readerOf,
];

/** The bodies whose staff an actor is, where a list of what only they see has to look. */
export const staffedBodiesOf = (actor: Actor): readonly string[] =>
  actor.marks.filter((mark) => /^[A-ZÅÄÖ0-9]+$/.test(mark));

/** The bodies whose records an actor may see at all, as staff or as a reader. */
export const bodiesOf = (actor: Actor): readonly string[] => [
  ...new Set([...staffedBodiesOf(actor), ...actor.readerOf]),
];

/** Not confidential, or the caller is on each list. */
const isOpen = (...lists: string[]): string =>
  lists.map((list) => `(${list} IS NULL OR ${list} && $1)`).join(' AND ');

/**
 * With `OFFSET 0` PostgreSQL looks each matter up, and does not gather all there are beforehand.
 * What a body sent or received in a case: open to the caller by that body's own lists of the case, the referral and the
 * consultation that the row names.
 */
const matterIsOpen = (row: string, body: string): string => `
  NOT EXISTS (SELECT FROM cases WHERE cases.id = ${row}.case_id AND cases.issuer_code = ${row}.${body} AND NOT cases.seen_by && $1 OFFSET 0)
  AND NOT EXISTS (SELECT FROM referrals WHERE referrals.id = ${row}.referral_id AND referrals.issuer_code = ${row}.${body}
    AND NOT referrals.seen_by && $1 OFFSET 0)
  AND (${row}.consultation_id IS NULL OR matter_is_open_at(${row}.consultation_id, ${row}.${body}, $1))`;

/** The body that asks, by its lists of the case and the referral, and `also` of what it has received. */
const atIssuer = (consultation: string, ...also: string[]): string => `(
  ${isOpen(...['case_seen_by', 'referral_seen_by', ...also].map((list) => `${consultation}.${list}`))}
  AND (${consultation}.issuer_code = ANY($1) OR ${consultation}.issuer_code = ANY($2)))`;

/** The body that is asked, by its own lists; a reader of it once it has registered it. */
const atConsultee = (consultation: string, ...also: string[]): string => `(
  ${isOpen(...['own_seen_by', ...also].map((list) => `${consultation}.${list}`))} AND (${consultation}.consultee_code = ANY($1)
  OR (${consultation}.consultee_code = ANY($2) AND ${consultation}.own_case_number IS NOT NULL)))`;

/** As the consultee's own. */
export const consultationIsOwn = (consultation: string): string => atConsultee(consultation);

/** Either side of it, each by its own lists. */
export const consultationIsVisible = (consultation: string): string =>
  `(${atIssuer(consultation)} OR ${atConsultee(consultation)})`;

/** The issuer's draft is the issuer's; once sent, also those it was sent to. */
export const referralIsVisible = (referral: string): string => `(
  (${isOpen(`${referral}.case_seen_by`, `${referral}.seen_by`)} AND (
    (${referral}.issuer_code = ANY($1) AND (${referral}.sent_at IS NOT NULL OR ${referral}.issuer_code || '/referrals' = ANY($1)))
    OR (${referral}.sent_at IS NOT NULL AND ${referral}.issuer_code = ANY($2))))
  OR (${referral}.sent_at IS NOT NULL AND EXISTS (
    SELECT FROM consultations asked WHERE asked.referral_id = ${referral}.id AND ${atConsultee('asked')})))`;

/** The body whose register it stands in, and those who are consulted in it. */
export const caseIsVisible = (referralCase: string): string => `(
  (${isOpen(`${referralCase}.seen_by`)} AND (
    ${referralCase}.issuer_code = ANY($1) OR ${referralCase}.issuer_code = ANY($2)))
  OR EXISTS (SELECT FROM consultations asked
             WHERE asked.case_id = ${referralCase}.id AND ${atConsultee('asked')}))`;

/** Whether a body of the caller's has marked its own part of a case or a referral, as a consultee. */
export const isMarkedAtConsultee = (column: 'case_id' | 'referral_id', id: string): string => `EXISTS (
  SELECT FROM consultations own WHERE own.${column} = ${id} AND own.own_seen_by IS NOT NULL
    AND own.consultee_code = ANY($1::text[] || $2::text[]))`;

/** Work in progress stays with the consultee's staff; its readers see what was decided. */
export const statementIsVisible = (consultation: string): string => `(
  ${isOpen(`${consultation}.own_seen_by`, `${consultation}.statement_seen_by`)} AND (
  (${consultation}.consultee_code = ANY($1) AND ${consultation}.consultee_code || '/drafts' = ANY($1))
  OR ((${consultation}.consultee_code = ANY($1) OR ${consultation}.consultee_code = ANY($2))
      AND ${consultation}.state IN ('decided', 'confirmed', 'forwarded', 'received'))))`;

/** What was dispatched is seen by both sides, unless it is confidential there. Also a reply that was recorded. */
export const dispatchIsVisible = (consultation: string): string =>
  `(${atIssuer(consultation, 'reply_seen_by')} OR ${atConsultee(consultation, 'statement_seen_by')})`;

/** Not confidential by itself, or the caller is on its list; for one whose matter the caller sees. */
export const documentIsOpen = (document: string): string => isOpen(`${document}.seen_by`);

/** Open now, or open when it came to the other side of a consultation: what has been received is not taken back. */
const documentIsReceived = (document: string, consultation: string): string =>
  `(${documentIsOpen(document)} OR was_received_open(${consultation}.id, ${document}.id, $1))`;

/** A document of a referral's packet: to the issuer by its list, to a consultee as it was received. */
export const packetDocumentIsOpen = (document: string, referral: string): string => `(
  (${isOpen(`${referral}.case_seen_by`, `${referral}.seen_by`, `${document}.seen_by`)}
    AND (${referral}.issuer_code = ANY($1) OR ${referral}.issuer_code = ANY($2)))
  OR EXISTS (SELECT FROM consultations asked WHERE asked.referral_id = ${referral}.id AND ${atConsultee('asked')}
    AND ${documentIsReceived(document, 'asked')}))`;

/** The owner's staff, if they see what it is part of; those a sent packet reached; those a dispatch reached. */
export const documentIsVisible = (document: string): string => `(
  (${document}.body_code = ANY($1) AND (${document}.body_code || '/drafts' = ANY($1) OR '@' || ${document}.created_by = ANY($1))
    AND ${documentIsOpen(document)} AND document_is_open_to(${document}.id, $1))
  OR EXISTS (SELECT FROM referral_documents packet JOIN referrals ON referrals.id = packet.referral_id
             WHERE packet.document_id = ${document}.id AND referrals.sent_at IS NOT NULL
               AND ${packetDocumentIsOpen(document, 'referrals')})
  OR EXISTS (SELECT FROM dispatch_documents enclosed
             JOIN dispatches ON dispatches.id = enclosed.dispatch_id
             JOIN consultations ON consultations.id = dispatches.consultation_id
             WHERE enclosed.document_id = ${document}.id AND (
               (${atIssuer('consultations', 'reply_seen_by')} AND ${documentIsReceived(document, 'consultations')})
               OR (${atConsultee('consultations', 'statement_seen_by')} AND ${documentIsOpen(document)}))))`;

/** A delivery to the sender's staff, who see what it is about. */
export const deliveryIsOfItsSender = (delivery: string): string =>
  `(coalesce(${delivery}.sender_body = ANY($1), false) AND ${matterIsOpen(delivery, 'sender_body')})`;

/**
 * The sender's staff; what has failed also the administrators, who see to it that it works again. What
 * goes to another system or an address is the recipient's own business: its administrators', and nobody else's.
 */
export const deliveryIsVisible =
  (actor: Actor) =>
  (delivery: string): string => `(
  (${deliveryIsOfItsSender(delivery)}${failedAreSeen(actor, delivery)})
    AND ${delivery}.channel NOT IN ('webhook', 'email')${
      actor.isAdministrator
        ? `
  OR ${delivery}.channel IN ('webhook', 'email') AND ${delivery}.recipient_body = ANY(${listOf(actor.administratorOf)})`
        : ''
    })`;

/** What has failed is for whoever can mend it: the administrators of the body that sent it, and the municipality's. */
function failedAreSeen(actor: Actor, delivery: string): string {
  if (actor.isMunicipalAdministrator) return ` OR ${delivery}.state = 'failed'`;
  if (!actor.isAdministrator) return '';
  return ` OR (${delivery}.state = 'failed' AND ${delivery}.sender_body = ANY(${listOf(actor.administratorOf)}))`;
}

/**
 * An inbox is for the body's staff; what concerns other systems, for its administrators; a person's reminders, and
 * what is said to one person about their own rights, for that person.
 */
export const inboxItemIsVisible =
  (actor: Actor) =>
  (item: string): string => `(
  '@' || ${item}.person = ANY($1)
  OR ${item}.person IS NULL AND ${item}.body_code = ANY($1) AND ${matterIsOpen(item, 'body_code')} AND ${item}.role IS DISTINCT FROM 'administrator' AND NOT EXISTS (
    SELECT FROM digests WHERE digests.delivery_id = ${item}.delivery_id AND '@' || digests.username <> ALL($1))${
      actor.isAdministrator
        ? `
  OR ${item}.body_code = ANY(${listOf(actor.administratorOf)}) AND ${item}.role = 'administrator'`
        : ''
    })`;

/** A group of consultees is its body's own. */
export const consulteeGroupIsVisible = (group: string): string => `(${group}.body_code = ANY($1))`;

/** An extension is seen with its consultation. */
export const extensionIsVisible = (extension: string): string => `EXISTS (
  SELECT FROM consultations extended
  WHERE extended.id = ${extension}.consultation_id AND ${consultationIsVisible('extended')})`;

/** What is published of a record is kept with the record. */
export const publicationIsVisible = (publication: string): string => `CASE ${publication}.kind
  WHEN 'case' THEN EXISTS (
    SELECT FROM cases WHERE cases.id = ${publication}.case_id AND ${caseIsVisible('cases')})
  WHEN 'referral' THEN EXISTS (
    SELECT FROM referrals WHERE referrals.id = ${publication}.referral_id AND ${referralIsVisible('referrals')})
  ELSE EXISTS (
    SELECT FROM consultations answered
    WHERE answered.id = ${publication}.consultation_id AND ${dispatchIsVisible('answered')}) END`;

/** A webhook is the administrators' of its body: its address and what came of it are nobody else's. */
export const webhookIsVisible =
  (actor: Actor) =>
  (webhook: string): string =>
    `(${webhook}.body_code = ANY(${listOf(actor.administratorOf)}))`;

/** A calendar feed is whose it is, and its body's administrators'. */
export const calendarFeedIsVisible =
  (actor: Actor) =>
  (feed: string): string =>
    `('@' || ${feed}.username = ANY($1) OR ${feed}.body_code = ANY(${listOf(actor.administratorOf)}))`;

/** Each record that a row names by its columns, where it names one. */
export const whatItNamesIsVisible = (row: string): string => `(
  (${row}.case_id IS NULL OR EXISTS (
    SELECT FROM cases WHERE cases.id = ${row}.case_id AND ${caseIsVisible('cases')}))
  AND (${row}.referral_id IS NULL OR EXISTS (
    SELECT FROM referrals WHERE referrals.id = ${row}.referral_id AND ${referralIsVisible('referrals')}))
  AND (${row}.consultation_id IS NULL OR EXISTS (
    SELECT FROM consultations named WHERE named.id = ${row}.consultation_id AND ${consultationIsVisible('named')}))
  AND (${row}.document_id IS NULL OR EXISTS (
    SELECT FROM documents WHERE documents.id = ${row}.document_id AND ${documentIsVisible('documents')})))`;

/** Codes of bodies as SQL. They are checked where they are made; here once more, since they become text of a query. */
function listOf(codes: readonly string[]): string {
  const strange = codes.find((code) => !/^[A-ZÅÄÖ0-9]{2,12}$/.test(code));
  if (strange !== undefined) throw new Error('Not the code of a body.');
  return `ARRAY[${codes.map((code) => `'${code}'`).join(', ')}]::text[]`;
}
