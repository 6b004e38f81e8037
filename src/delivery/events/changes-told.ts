import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { asActor } from '../../identity/as-actor.js';
import {
  caseIsVisible,
  consultationIsVisible,
  referralIsVisible,
  scopeOf,
} from '../../identity/visibility.js';
import { actingAsTheService } from '../../database/acting.js';
import type { Actor } from '../../rules/actor.js';

/** What an event of the audit trail is about, by ids alone. */
export interface Touched {
  readonly id: number;
  readonly caseId: string | null;
  readonly referralId: string | null;
  readonly consultationId: string | null;
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
    ARRAY(SELECT issuer_code FROM cases WHERE cases.id = event.case_id
      UNION SELECT code FROM consultations CROSS JOIN unnest(ARRAY[issuer_code, consultee_code]) AS code
        WHERE consultations.case_id = event.case_id AND code IS NOT NULL) AS bodies
  FROM audit_events event WHERE event.id > $1 AND verb <> 'read' AND case_id IS NOT NULL ORDER BY event.id LIMIT $2`;

const uuids = (placeholder: string): string => `${placeholder}::uuid[]`;

/** What of that the person may see now, by the predicate that every list asks. */
const SEEN = `
  SELECT 'case' AS kind, id, version FROM cases WHERE id = ANY(${uuids('$3')}) AND ${caseIsVisible('cases')}
  UNION ALL
  SELECT 'referral', id, version FROM referrals WHERE id = ANY(${uuids('$4')}) AND ${referralIsVisible('referrals')}
  UNION ALL
  SELECT 'consultation', id, version FROM consultations
  WHERE (id = ANY(${uuids('$5')}) OR referral_id = ANY(${uuids('$6')})) AND ${consultationIsVisible('consultations')}
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
    const ids = (name: 'caseId' | 'referralId' | 'consultationId', of = touched): string[] => [
      ...new Set(of.flatMap((each) => each[name] ?? [])),
    ];
    // What is done to a referral as a whole may change each of its consultations.
    const whole = touched.filter(({ consultationId }) => consultationId === null);
    const values = [
      ids('caseId', whole),
      ids('referralId', whole),
      ids('consultationId'),
      ids('referralId', whole),
    ];
    const rows: { kind: ChangeTold['kind']; id: string; version: number }[] = await asActor(actor, () =>
      this.dataSource.query(SEEN, [...scopeOf(actor), ...values]),
    );
    return rows.map(({ kind, id, version }) => ({ kind, id, etag: `"${version}"` }));
  }
}
