import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Caller } from '../changes/caller.js';
import { ascending, list } from '../lists/list.js';
import type { PageQuery } from '../lists/paging.dto.js';
import { Where } from '../lists/where.js';
import { scopeOf, statementIsVisible } from '../identity/visibility.js';
import { bodyExists } from '../organisation/keep-calendar.js';
import { authorize } from '../rules/policy.js';
import type { DecisionsToReportPage, DecisionToReportView } from './reporting.dto.js';

/** Of each decision that was taken for a board which the board has not been told of. */
const COLUMNS = `consultation.id AS "consultationId", consultation.own_case_number AS "ownCaseNumber",
  CASE WHEN num_nonnulls(case_seen_by, referral_seen_by, own_seen_by, statement_seen_by) = 0 THEN consultation.title END AS title,
  consultation.state, decisions.route, decisions.committee, decisions.decided_by AS "decidedBy", decisions.basis,
  decisions.decided_on AS "decidedOn", decisions.section,
  (SELECT min(meets_on) FROM meetings JOIN bodies ON bodies.code = body_code AND bodies.active
    WHERE took_over(body_code, consultee_code) AND organ IS NULL
    AND meets_on > decisions.decided_on) AS "meetingDate", consultation.version`;

@Injectable()
export class DecisionsToReport {
  constructor(private readonly dataSource: DataSource) {}

  /** The earliest first. @throws NotFound, NotPermitted */
  async list(caller: Caller, body: string, query: PageQuery): Promise<DecisionsToReportPage> {
    await bodyExists(this.dataSource, body);
    authorize(caller.actor, 'body.read-register', { body });
    const where = new Where(scopeOf(caller.actor), statementIsVisible('consultation'));
    where.and(
      (
        code,
      ) => `consultation.consultee_code IN (SELECT ${code} UNION SELECT body_code FROM body_heirs WHERE heir = ${code})
        AND report_at_next_meeting AND reported_on IS NULL`,
      body,
    );
    return list<DecisionToReportView>(this.dataSource, query, {
      called: `decisions to report to ${body}`,
      select: COLUMNS,
      from: 'decisions JOIN consultations consultation ON consultation.id = decisions.consultation_id',
      where,
      order: ascending(['decisions.decided_on', 'date'], ['consultation.id', 'id']),
    });
  }
}
