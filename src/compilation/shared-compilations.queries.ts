import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Caller } from '../changes/caller.js';
import { PLANNED_ONCE } from '../database/prepared-client.js';
import { descending, list, withInstants } from '../lists/list.js';
import type { PageQuery } from '../lists/paging.dto.js';
import { Where } from '../lists/where.js';
import { compilationIsVisible, dispatchIsVisible, scopeOf } from '../identity/visibility.js';
import { readReferral } from '../referrals/read-referral.js';
import { NotFound } from '../rules/problem.js';
import type {
  RemarkAnswersView,
  SharedCompilationRowView,
  SharedCompilationsPage,
  SharedCompilationView,
} from './shared-compilations.dto.js';

const ROW = `compilations.number, shared_at AS "sharedAt", note, compilations.sha256,
  CASE WHEN EXISTS (SELECT FROM referrals WHERE referrals.id = compilations.referral_id
    AND referrals.issuer_code = ANY($1::text[] || $2::text[])) THEN shared_by END AS "sharedBy"`;

/** What was shared, as it was shared: nothing in it is read from what is so today. */
@Injectable()
export class SharedCompilationsQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** @throws NotFound where the caller does not see the referral. */
  async ofReferral(caller: Caller, id: string, query: PageQuery): Promise<SharedCompilationsPage> {
    await readReferral(this.dataSource, caller, id);
    const where = new Where(scopeOf(caller.actor), compilationIsVisible('compilations')).and(
      (referral) => `referral_id = ${referral}`,
      id,
    );
    return list<SharedCompilationRowView>(this.dataSource, query, {
      called: `compilations of ${id}`,
      select: ROW,
      from: 'compilations',
      where,
      order: descending(['number', 'number']),
    });
  }

  /** @throws NotFound also for a version that was not shared with the caller's bodies. */
  async one(caller: Caller, id: string, number: number): Promise<SharedCompilationView> {
    const [row]: SharedCompilationView[] = await this.dataSource.query(
      `SELECT ${ROW}, content AS compilation FROM compilations
       WHERE referral_id = $3 AND number = $4 AND ${compilationIsVisible('compilations')}`,
      [...scopeOf(caller.actor), id, number],
    );
    if (!row) throw new NotFound();
    caller.hasRead('referrals', id);
    return withInstants(row);
  }

  /** How the remarks of one reply were met, to those who see the reply. @throws NotFound also where nothing was shared. */
  async answersTo(caller: Caller, consultationId: string): Promise<RemarkAnswersView> {
    const [row]: RemarkAnswersView[] = await this.dataSource.query(
      `${PLANNED_ONCE} SELECT part.consultation_id AS "consultationId", compilations.referral_id AS "referralId", compilations.number,
         shared_at AS "sharedAt", note, part.replied, part.remarks, compilations.content->>'issuerName' AS "issuerName",
         coalesce(jsonb_path_query_first(compilations.content, '$.consultees[*] ? (@.consultationId == $id).consulteeName',
           jsonb_build_object('id', part.consultation_id)) #>> '{}', consultee_name) AS "consulteeName"
       FROM compilation_parts part JOIN compilations ON compilations.id = part.compilation_id
       JOIN consultations ON consultations.id = part.consultation_id
       WHERE part.consultation_id = $3 AND ${dispatchIsVisible('consultations')}
       ORDER BY compilations.number DESC LIMIT 1`,
      [...scopeOf(caller.actor), consultationId],
    );
    if (!row) throw new NotFound();
    caller.hasRead('consultations', consultationId);
    return withInstants(row);
  }
}
