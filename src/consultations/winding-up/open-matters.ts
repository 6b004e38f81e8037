import type { Change } from '../../changes/change.js';
import { actingAsTheService } from '../../database/acting.js';
import type { Body } from '../../organisation/body.entity.js';
import { between } from '../../rules/consultation-states.js';
import type { Refusal } from '../../rules/refusals.js';
import { because } from '../refusals.js';

/** Numbers of registers; null where the register leaves the number out. */
type Numbers = readonly (string | null)[];

/** What a body has left open, by the numbers that registers know it by; whoever winds it up sees no more of it. */
export interface OpenMatters {
  readonly cases: Numbers;
  /** Consultations that it has not decided on; its own replies go with their cases. */
  readonly replies: Numbers;
  /** What it has decided and not forwarded: that is sent in its own name, whoever does it. */
  readonly decided: Numbers;
  /** What was decided for it and that it has not been told of. */
  readonly unreported: Numbers;
  /** Questions that end with it, as its successor is a party to the same referral: put to it, or by it to the successor. */
  readonly takenBack: Numbers;
  /** Cases with a draft that names the successor, which is then the one to send it. */
  readonly struckFrom: Numbers;
  /** Bodies whose register it keeps. */
  readonly keepsFor: Numbers;
}

export const HANDED_OVER = between('sent', 'on-agenda');

/** Whether the successor has a part of its own in the referral that a consultation is of: a body gives one answer, and none to itself. */
export const successorIsParty = (asked: string, successor: string): string =>
  `coalesce(${asked}.issuer_code = ${successor}, false) OR EXISTS (SELECT FROM consultations theirs
    WHERE theirs.referral_id = ${asked}.referral_id AND theirs.consultee_code = ${successor})`;

/** As the service: whoever winds a body up is its administrator, to whom no matter is open. */
export async function openMatters(
  { tx, caller }: Change,
  body: string,
  successor: string | null,
): Promise<OpenMatters> {
  const [found]: [OpenMatters] = await actingAsTheService(() =>
    tx.query(
      `SELECT ARRAY(SELECT ${numberOf('cases.number', ['cases.id'])} FROM cases
           WHERE issuer_code = $1 AND state = 'open' ORDER BY 1) AS cases,
         ARRAY(SELECT ${NUMBER} FROM consultations asked
           WHERE asked.consultee_code = $1 AND asked.referral_id IS NOT NULL AND state = ANY($3)
             AND NOT (${successorIsParty('asked', '$2')}) ORDER BY 1) AS replies,
         ARRAY(SELECT ${NUMBER} FROM consultations asked
           WHERE asked.consultee_code = $1 AND state IN ('decided', 'confirmed') ORDER BY 1) AS decided,
         ARRAY(SELECT ${NUMBER} FROM decisions JOIN consultations asked ON asked.id = decisions.consultation_id
           WHERE asked.consultee_code = $1 AND report_at_next_meeting AND reported_on IS NULL
             AND NOT predates_reporting ORDER BY 1) AS unreported,
         ARRAY(SELECT ${NUMBER} FROM consultations asked WHERE state = ANY($3) AND (
             asked.consultee_code = $1 AND (${successorIsParty('asked', '$2')})
             OR asked.consultee_code = $2 AND asked.issuer_code = $1 AND EXISTS (
               SELECT FROM cases WHERE cases.id = asked.case_id AND cases.state = 'open')) ORDER BY 1) AS "takenBack",
         ARRAY(SELECT ${numberOf('cases.number', ['cases.id'])} FROM cases
           WHERE cases.issuer_code = $1 AND cases.state = 'open' AND EXISTS (
             SELECT FROM referrals JOIN referral_consultees named ON named.referral_id = referrals.id
             WHERE referrals.case_id = cases.id AND referrals.state = 'draft' AND named.body_code = $2)
           ORDER BY 1) AS "struckFrom",
         ARRAY(SELECT code FROM bodies WHERE register_kept_by = $1 AND active ORDER BY code) AS "keepsFor"`,
      [body, successor, HANDED_OVER, caller.actor.marks],
    ),
  );
  return found;
}

/** What stands in the register of a body that was wound up and is another's by now, as a refusal to change that. */
export async function handedOver({ tx, caller }: Change, body: string): Promise<Refusal[]> {
  const [found]: [{ heirs: string[]; numbers: Numbers }] = await actingAsTheService(() =>
    tx.query(
      `WITH heirs AS (SELECT heir FROM body_heirs WHERE body_code = $1),
         registers AS (SELECT $1::text AS code UNION SELECT body_code FROM body_heirs WHERE heir = $1),
         kept AS (SELECT object_id FROM numbers_handed_over WHERE body_code IN (TABLE registers))
       SELECT ARRAY(SELECT heir FROM heirs ORDER BY 1) AS heirs, ARRAY(
         SELECT ${numberOf('cases.number', ['cases.id'], '$2')} FROM cases
         WHERE issuer_code IN (TABLE heirs) AND (register_code IN (TABLE registers) OR id IN (TABLE kept))
         UNION
         SELECT ${numberOf('asked.own_case_number', PARTS, '$2')} FROM consultations asked
         WHERE asked.consultee_code IN (TABLE heirs) AND (asked.register_code IN (TABLE registers) OR asked.id IN (TABLE kept))
         ORDER BY 1) AS numbers`,
      [body, caller.actor.marks],
    ),
  );
  return found.numbers.length > 0
    ? [because.heldByTheSuccessor(found.heirs.join(', '), named(found.numbers))]
    : [];
}

/** A number that others are not to see is counted, as the register leaves it out. */
const numberOf = (number: string, marked: readonly string[], marks = '$4'): string =>
  `CASE WHEN NOT EXISTS (SELECT FROM confidentiality WHERE object_type IN ('case', 'referral', 'consultation')
    AND object_id IN (${marked.join(', ')}) AND others_see = 'nothing' AND NOT is_open_to(seen_by, ${marks}::text[])) THEN ${number} END`;
const PARTS = ['asked.id', 'asked.referral_id', 'asked.case_id'];
const NUMBER = numberOf('coalesce(asked.own_case_number, asked.case_number)', PARTS);

/** Why the body cannot be wound up. */
export function hindrances(
  { cases, replies, decided, keepsFor }: OpenMatters,
  { successor }: Body,
): Refusal[] {
  return [
    ...(keepsFor.length > 0 ? [because.keepsRegisterFor(named(keepsFor))] : []),
    ...(successor === null && cases.length > 0 ? [because.openCases(named(cases))] : []),
    ...(successor === null && replies.length > 0 ? [because.openReplies(named(replies))] : []),
    ...(successor === null && decided.length > 0 ? [because.decidedUnsent(named(decided))] : []),
  ];
}

/** What the answer to a winding-up warns of, and that to a plan foretells. */
export function saidOf(
  { cases, replies, decided, unreported, takenBack, struckFrom }: OpenMatters,
  successor: string | null,
): Refusal[] {
  const all = [...cases, ...replies];
  return [
    ...(successor !== null && all.length > 0 ? [because.handedOver(successor, named(all))] : []),
    ...(successor !== null && takenBack.length > 0 ? [because.takenBack(successor, named(takenBack))] : []),
    ...(successor !== null && struckFrom.length > 0
      ? [because.struckFromDrafts(successor, named(struckFrom))]
      : []),
    ...(successor !== null && decided.length > 0 ? [because.sentInItsName(successor, named(decided))] : []),
    ...(unreported.length > 0 ? [because.unreported(named(unreported))] : []),
  ];
}

/** The first twenty, and how many more there are. */
function named(numbers: Numbers): string {
  const known = numbers.filter((number) => number !== null).slice(0, 20);
  const more = numbers.length - known.length;
  return [...known, ...(more > 0 ? [`+ ${more}`] : [])].join(', ');
}
