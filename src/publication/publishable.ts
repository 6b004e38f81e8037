import type { DataSource, EntityManager } from 'typeorm';
import { CASE } from '../cases/case.kind.js';
import type { Attempt, Change } from '../changes/change.js';
import { begin } from '../changes/step.js';
import { CONSULTATION } from '../consultations/consultation.kind.js';
import { REFERRAL } from '../referrals/referral.kind.js';
import type { PartyKind } from '../rules/party-kind.js';
import type { PublicationKind } from '../rules/publication-lifecycle.js';
import type { Publication } from './publication.entity.js';

/** A record as it would be published: locked, and nothing hinders it. */
export interface Publishable {
  /** What publishes it. */
  readonly change: Change;
  readonly title: string;
  readonly parties: readonly Party[];
  readonly fields: Pick<Publication, 'kind' | 'caseId' | 'bodyCode'> &
    Partial<Pick<Publication, 'referralId' | 'consultationId' | 'dispatchId' | 'number' | 'datedOn'>>;
}

/** A party outside the municipality. */
export interface Party {
  readonly name: string;
  /** Null where nobody has said. */
  readonly kind: PartyKind | null;
}

/** What is shown besides the title. */
interface Shown {
  readonly number: string;
  readonly dated_on: string;
  readonly parties: readonly Party[];
  /** Of a statement: the dispatch that is shown, where it was not recorded by its recipient. */
  readonly dispatch_id?: string | null;
}

const dayOf = (instant: string): string => `(${instant} AT TIME ZONE 'Europe/Stockholm')::date`;

/** Rows of a name and a kind as JSON, without those that name nobody. */
const partiesOf = (...rows: readonly string[]): string =>
  `(SELECT coalesce(json_agg(json_build_object('name', name, 'kind', kind)), '[]')
    FROM (VALUES ${rows.join(', ')}) AS party (name, kind) WHERE name IS NOT NULL)`;

const SHOWN: Readonly<Record<PublicationKind, string>> = {
  case: `SELECT number, coalesce((origin->>'receivedOn')::date, ${dayOf('created_at')}) AS dated_on,
      ${partiesOf("(origin->>'sender', origin->>'senderKind')")} AS parties FROM cases WHERE id = $1`,
  referral: `SELECT cases.number, sent_on AS dated_on,
      (SELECT coalesce(json_agg(json_build_object('name', name, 'kind', kind) ORDER BY position), '[]')
       FROM referral_consultees WHERE referral_id = $1 AND name IS NOT NULL) AS parties
    FROM referrals JOIN cases ON cases.id = case_id WHERE referrals.id = $1`,
  statement: `SELECT coalesce(own_case_number, case_number) AS number, dispatch.id AS dispatch_id,
      coalesce(dispatch.forwarded_on, recorded.received_on) AS dated_on,
      ${partiesOf('(consultee_name, coalesce(asked.kind, consultee_kind))', "(issuer_name, cases.origin->>'senderKind')")} AS parties
    FROM consultations JOIN cases ON cases.id = case_id
    LEFT JOIN referral_consultees asked ON asked.consultation_id = consultations.id
    LEFT JOIN LATERAL (
      SELECT * FROM dispatches WHERE dispatches.consultation_id = consultations.id ORDER BY number DESC LIMIT 1
    ) dispatch ON true
    LEFT JOIN recorded_replies recorded ON recorded.consultation_id = consultations.id
    WHERE consultations.id = $1`,
};

/** What would be shown of a record that the caller has read. */
export async function readShown(
  database: DataSource | EntityManager,
  kind: PublicationKind,
  id: string,
): Promise<Shown> {
  const [shown]: Shown[] = await database.query(SHOWN[kind], [id]);
  return shown!;
}

async function lockCase(attempt: Attempt, id: string): Promise<Publishable> {
  const { change, row: referralCase } = await begin(attempt, CASE, id, 'publish');
  const shown = await readShown(change.tx, 'case', id);
  const { title, issuerCode: bodyCode } = referralCase;
  return publishable(change, title, shown, { kind: 'case', caseId: id, bodyCode });
}

async function lockReferral(attempt: Attempt, id: string): Promise<Publishable> {
  const { change, row: referral } = await begin(attempt, REFERRAL, id, 'publish');
  // Whose date changes at this moment has changed before it is published, or knows that it is.
  await change.tx.query('SELECT FROM consultations WHERE referral_id = $1 ORDER BY id FOR NO KEY UPDATE', [
    id,
  ]);
  const shown = await readShown(change.tx, 'referral', id);
  const { title, caseId, issuerCode: bodyCode } = referral;
  return publishable(change, title, shown, { kind: 'referral', caseId, referralId: id, bodyCode });
}

async function lockStatement(attempt: Attempt, id: string): Promise<Publishable> {
  const { change, row: answered } = await begin(attempt, CONSULTATION, id, 'publish');
  const shown = await readShown(change.tx, 'statement', id);
  const { title, caseId, referralId, consulteeCode, issuerCode } = answered;
  return publishable(change, title, shown, {
    kind: 'statement',
    caseId,
    referralId,
    consultationId: id,
    dispatchId: shown.dispatch_id ?? null,
    // A consultee outside Yttra keeps no register here, so its reply stands in the issuer's.
    bodyCode: (consulteeCode ?? issuerCode)!,
  });
}

/** Locks the record that a publication of each kind shows. @throws NotFound, NotPermitted, TransitionRefused */
export const lockPublishable: Readonly<
  Record<PublicationKind, (attempt: Attempt, id: string) => Promise<Publishable>>
> = { case: lockCase, referral: lockReferral, statement: lockStatement };

function publishable(
  change: Change,
  title: string,
  { number, dated_on: datedOn, parties }: Shown,
  fields: Omit<Publishable['fields'], 'number' | 'datedOn'>,
): Publishable {
  return { change, title, parties, fields: { ...fields, number, datedOn } };
}
