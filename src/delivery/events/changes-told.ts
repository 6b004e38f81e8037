import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { asActor } from '../../identity/as-actor.js';
import {
  caseIsVisible,
  consultationIsVisible,
  messagesAreVisible,
  referralIsVisible,
  scopeOf,
} from '../../identity/visibility.js';
import { actingAsTheService } from '../../database/acting.js';
import type { Actor } from '../../rules/actor.js';
import { TOLD_TO_CONSULTEES } from '../../rules/referral-lifecycle.js';

/** What an event of the audit trail is about, by ids alone. */
export interface Touched {
  readonly id: number;
  readonly caseId: string | null;
  readonly referralId: string | null;
  readonly consultationId: string | null;
  readonly objectType: string;
  readonly verb: string;
  /** Those who have a part in its case; who may see it is asked for each person. */
  readonly bodies: readonly string[];
}

/** That a record has changed, to whoever may see it: nothing that stands in it. */
export interface ChangeTold {
  readonly kind: 'case' | 'referral' | 'consultation';
  readonly id: string;
  /** Of the record as it is now. */
  readonly etag: string;
}

/** So many events are read at a time. Whoever has missed more is told to read everything anew. */
const MOST_TOLD = 500;
/** Events are numbered when they are written and seen when they are committed: a lower number may come later. */
export const MAY_COME_LATER = 200;

/** A reading changes nothing. */
const TOUCHED = `SELECT event.id, case_id AS "caseId",
    coalesce(referral_id, CASE WHEN object_type = 'referral' THEN object_id::uuid END) AS "referralId",
    coalesce(consultation_id, CASE WHEN object_type = 'consultation' THEN object_id::uuid END) AS "consultationId",
    object_type AS "objectType", verb,
    ARRAY(SELECT issuer_code FROM cases WHERE cases.id = event.case_id
      UNION SELECT code FROM consultations CROSS JOIN unnest(ARRAY[issuer_code, consultee_code]) AS code
        WHERE consultations.case_id = event.case_id AND code IS NOT NULL) AS bodies
  FROM audit_events event WHERE event.id > $1 AND verb <> 'read' AND case_id IS NOT NULL ORDER BY event.id LIMIT $2`;

/** The records of one list, and those of another where the person is of the issuer. */
const named = (column: string, toAll: string, toIssuer: string): string =>
  `(${column} = ANY(${toAll}::uuid[]) OR ${column} = ANY(${toIssuer}::uuid[]) AND issuer_code = ANY($1::text[] || $2::text[]))`;

/** What of that the person may see now, by the predicate that every list asks. */
const SEEN = `
  SELECT 'case' AS kind, id, version FROM cases WHERE ${named('id', '$3', '$4')} AND ${caseIsVisible('cases')}
  UNION ALL
  SELECT 'referral', id, version FROM referrals WHERE ${named('id', '$5', '$6')} AND ${referralIsVisible('referrals')}
  UNION ALL
  SELECT 'consultation', id, version FROM consultations
  WHERE (id = ANY($7::uuid[]) OR ${named('referral_id', '$5', '$6')}) AND ${consultationIsVisible('consultations')}
    OR id = ANY($8::uuid[]) AND ${messagesAreVisible('consultations')}
  LIMIT ${MOST_TOLD}`;

/** Reads what has changed, and who may be told of it. */
@Injectable()
export class ChangesTold {
  constructor(private readonly dataSource: DataSource) {}

  /** The number of the latest event. */
  async latest(): Promise<number> {
    const [row]: { id: string }[] = await actingAsTheService(() =>
      this.dataSource.query('SELECT coalesce(max(id), 0) AS id FROM audit_events'),
    );
    return Number(row!.id);
  }

  /** What has changed after an event, and somewhat before it, in order; undefined where that is more than is told. */
  async since(event: number): Promise<Touched[] | undefined> {
    const most = MOST_TOLD + MAY_COME_LATER;
    const rows: (Omit<Touched, 'id'> & { id: string })[] = await actingAsTheService(() =>
      this.dataSource.query(TOUCHED, [Math.max(0, event - MAY_COME_LATER), most]),
    );
    return rows.length === most ? undefined : rows.map(({ id, ...row }) => ({ ...row, id: Number(id) }));
  }

  /** Which of the records that were touched a person may see, each once. */
  async seenBy(actor: Actor, touched: readonly Touched[]): Promise<ChangeTold[]> {
    const ids = (name: 'caseId' | 'referralId' | 'consultationId', of: readonly Touched[]): string[] => [
      ...new Set(of.flatMap((each) => each[name] ?? [])),
    ];
    const ofConsultations = touched.filter(({ consultationId }) => consultationId !== null);
    const ofReferrals = touched.filter((each) => each.consultationId === null && each.referralId !== null);
    const ofCases = touched.filter((each) => each.consultationId === null && each.referralId === null);
    // What is done to a referral as a whole may change each of its consultations, also where the referral is not seen.
    const values = [
      ids('caseId', ofCases.filter(isOfCase)),
      ids('caseId', ofCases),
      ids('referralId', ofReferrals.filter(isToldToConsultees)),
      ids('referralId', ofReferrals),
      ids(
        'consultationId',
        ofConsultations.filter((each) => !isMessage(each)),
      ),
      ids('consultationId', ofConsultations.filter(isMessage)),
    ];
    const rows: { kind: ChangeTold['kind']; id: string; version: number }[] = await asActor(actor, () =>
      this.dataSource.query(SEEN, [...scopeOf(actor), ...values]),
    );
    return rows.map(({ kind, id, version }) => ({ kind, id, etag: `"${version}"` }));
  }
}

const isOfCase = ({ objectType }: Touched): boolean => objectType === 'case';
const isMessage = ({ objectType }: Touched): boolean => objectType === 'message';
const isToldToConsultees = ({ objectType, verb }: Touched): boolean =>
  objectType === 'referral' && TOLD_TO_CONSULTEES.some((told) => told === verb);
