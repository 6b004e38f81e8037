import { ReferralCase } from '../cases/referral-case.entity.js';
import { Consultation } from '../consultations/consultation.entity.js';
import type { Change } from '../http/change.js';
import { caseIsVisible, consultationIsVisible, referralIsVisible } from '../identity/visibility.js';
import { Referral } from '../referrals/referral.entity.js';
import { holdsPersonalNumber } from '../rules/personal-data.js';
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
  readonly fields: Pick<Publication, 'kind' | 'caseId' | 'bodyCode'> &
    Partial<
      Pick<Publication, 'referralId' | 'consultationId' | 'dispatchId' | 'number' | 'datedOn' | 'parties'>
    >;
}

/** What would be shown besides the title; nothing of a record that cannot be published yet. */
interface Shown {
  readonly number: string;
  readonly dated_on: string;
  readonly parties: readonly (string | null)[];
  readonly clauses?: readonly string[];
}

async function lockCase(change: Change, id: string): Promise<Publishable> {
  const { issuerCode, version, title } = await change.lock(ReferralCase, id, caseIsVisible);
  const [shown]: Shown[] = await change.tx.query(
    `SELECT number, ${dayOf('created_at')} AS dated_on, ARRAY[origin->>'sender'] AS parties FROM cases WHERE id = $1`,
    [id],
  );
  return {
    subject: { body: issuerCode },
    version,
    title,
    facts: { ...nothingHinders, holdsPersonalNumber: holdsOne(shown) },
    fields: { kind: 'case', caseId: id, bodyCode: issuerCode, ...numbered(shown) },
  };
}

async function lockReferral(change: Change, id: string): Promise<Publishable> {
  const { issuerCode, version, title, caseId } = await change.lock(Referral, id, referralIsVisible);
  const [shown]: Shown[] = await change.tx.query(
    `SELECT cases.number, ${dayOf('sent_at')} AS dated_on,
       ARRAY(SELECT consultee_name FROM consultations WHERE referral_id = $1) AS parties
     FROM referrals JOIN cases ON cases.id = case_id WHERE referrals.id = $1 AND sent_at IS NOT NULL`,
    [id],
  );
  return {
    subject: { body: issuerCode },
    version,
    title,
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
       ARRAY(SELECT jsonb_path_query(dispatch.content, '$.decision.clauses[*].text') #>> '{}') AS clauses,
       ARRAY[consultee_name, consultations.issuer_name] AS parties
     FROM consultations
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

const namesOf = ({ parties }: Shown): string[] => parties.filter((name) => name !== null);

const holdsOne = (shown: Shown | undefined): boolean =>
  shown !== undefined && [...namesOf(shown), ...(shown.clauses ?? [])].some(holdsPersonalNumber);

const numbered = (shown: Shown | undefined) =>
  shown ? { number: shown.number, datedOn: shown.dated_on, parties: namesOf(shown) } : {};
