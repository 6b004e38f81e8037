import { ReferralCase } from '../cases/referral-case.entity.js';
import { Consultation } from '../consultations/consultation.entity.js';
import type { Change } from '../changes/change.js';
import { caseIsVisible, consultationIsVisible, referralIsVisible } from '../identity/visibility.js';
import { Referral } from '../referrals/referral.entity.js';
import { holdsPersonalNumber } from '../rules/personal-data.js';
import type { PartyKind } from '../rules/party-kind.js';
import { listsOfSides, type Subject } from '../rules/policy.js';
import {
  nothingHinders,
  type PublicationFacts,
  type PublicationKind,
} from '../rules/publication-lifecycle.js';
import type { Publication } from './publication.entity.js';

/** A record as it would be published, locked. */
export interface Publishable {
  readonly subject: Subject;
  /** The record's own, which the request must have read. */
  readonly version: number;
  readonly title: string;
  readonly facts: PublicationFacts;
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

/** What would be shown besides the title; nothing of a record that cannot be published yet. */
interface Shown {
  readonly number: string;
  readonly dated_on: string;
  readonly parties: readonly Party[];
  /** Of a statement: the number of the one who asked, and the clauses as decided. */
  readonly texts?: readonly (string | null)[];
}

async function lockCase(change: Change, id: string): Promise<Publishable> {
  const { issuerCode, version, title } = await change.lock(ReferralCase, id, caseIsVisible);
  const [shown]: Shown[] = await change.tx.query(
    `SELECT number, ${dayOf('created_at')} AS dated_on,
       ${partiesOf("(origin->>'sender', origin->>'senderKind')")} AS parties FROM cases WHERE id = $1`,
    [id],
  );
  return {
    subject: { body: issuerCode },
    version,
    title,
    parties: shown?.parties ?? [],
    facts: { ...nothingHinders, holdsPersonalNumber: holdsOne(shown) },
    fields: { kind: 'case', caseId: id, bodyCode: issuerCode, ...numbered(shown) },
  };
}

async function lockReferral(change: Change, id: string): Promise<Publishable> {
  const { issuerCode, version, title, caseId } = await change.lock(Referral, id, referralIsVisible);
  // Whose date changes at this moment has changed before it is published, or knows that it is.
  await change.tx.query('SELECT FROM consultations WHERE referral_id = $1 ORDER BY id FOR NO KEY UPDATE', [
    id,
  ]);
  const [shown]: Shown[] = await change.tx.query(
    `SELECT cases.number, ${dayOf('sent_at')} AS dated_on,
       (SELECT coalesce(json_agg(json_build_object('name', name, 'kind', kind) ORDER BY position), '[]')
        FROM referral_consultees WHERE referral_id = $1 AND name IS NOT NULL) AS parties
     FROM referrals JOIN cases ON cases.id = case_id WHERE referrals.id = $1 AND sent_at IS NOT NULL`,
    [id],
  );
  return {
    subject: { body: issuerCode },
    version,
    title,
    parties: shown?.parties ?? [],
    facts: { ...nothingHinders, referralSent: shown !== undefined, holdsPersonalNumber: holdsOne(shown) },
    fields: { kind: 'referral', caseId, referralId: id, bodyCode: issuerCode, ...numbered(shown) },
  };
}

/** A consultee outside Yttra keeps no register here, so its reply stands in the issuer's. */
async function lockStatement(change: Change, id: string): Promise<Publishable> {
  const asked = await change.lock(Consultation, id, consultationIsVisible);
  const { consulteeCode, issuerCode, caseId, referralId, title, version, state } = asked;
  const [shown]: (Shown & { dispatch_id: string | null })[] = await change.tx.query(
    `SELECT coalesce(own_case_number, case_number) AS number, dispatch.id AS dispatch_id,
       coalesce(${dayOf('dispatch.created_at')}, recorded.received_on) AS dated_on,
       ARRAY(SELECT jsonb_path_query(dispatch.content, '$.decision.clauses[*].text') #>> '{}') || case_number AS texts,
       ${partiesOf('(consultee_name, asked.kind)', "(issuer_name, cases.origin->>'senderKind')")} AS parties
     FROM consultations JOIN cases ON cases.id = case_id
     LEFT JOIN referral_consultees asked ON asked.consultation_id = consultations.id
     LEFT JOIN LATERAL (
       SELECT * FROM dispatches WHERE dispatches.consultation_id = consultations.id ORDER BY number DESC LIMIT 1
     ) dispatch ON true
     LEFT JOIN recorded_replies recorded ON recorded.consultation_id = consultations.id
     WHERE consultations.id = $1 AND coalesce(dispatch.id, recorded.consultation_id) IS NOT NULL`,
    [id],
  );
  return {
    subject: {
      body: consulteeCode ?? issuerCode,
      issuer: state === 'received' ? issuerCode : null,
      // Whoever publishes it is on the consultee's list too: it is shown to everyone.
      lists: listsOfSides(
        [issuerCode, asked.caseSeenBy, asked.referralSeenBy, asked.replySeenBy, asked.statementSeenBy],
        [consulteeCode, asked.ownSeenBy, asked.statementSeenBy],
      ),
    },
    version,
    title,
    parties: shown?.parties ?? [],
    facts: { ...nothingHinders, statementSent: shown !== undefined, holdsPersonalNumber: holdsOne(shown) },
    fields: {
      kind: 'statement',
      caseId,
      referralId,
      consultationId: id,
      dispatchId: shown?.dispatch_id ?? null,
      bodyCode: (consulteeCode ?? issuerCode)!,
      ...numbered(shown),
    },
  };
}

/** Locks the record that a publication of each kind shows. @throws NotFound */
export const lockPublishable: Readonly<
  Record<PublicationKind, (change: Change, id: string) => Promise<Publishable>>
> = { case: lockCase, referral: lockReferral, statement: lockStatement };

const dayOf = (instant: string): string => `(${instant} AT TIME ZONE 'Europe/Stockholm')::date`;

/** Rows of a name and a kind as JSON, without those that name nobody. */
const partiesOf = (...rows: readonly string[]): string =>
  `(SELECT coalesce(json_agg(json_build_object('name', name, 'kind', kind)), '[]')
    FROM (VALUES ${rows.join(', ')}) AS party (name, kind) WHERE name IS NOT NULL)`;

const holdsOne = (shown: Shown | undefined): boolean =>
  shown !== undefined &&
  [shown.number, ...shown.parties.map(({ name }) => name), ...(shown.texts ?? [])].some(
    (text) => text !== null && holdsPersonalNumber(text),
  );

const numbered = (shown: Shown | undefined) =>
  shown ? { number: shown.number, datedOn: shown.dated_on } : {};
