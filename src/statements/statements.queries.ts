import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Caller } from '../changes/caller.js';
import { PLANNED_ONCE } from '../database/prepared-client.js';
import type { PageQuery } from '../lists/paging.dto.js';
import { Threads } from '../http/threads.js';
import { descending, list } from '../lists/list.js';
import { Where } from '../lists/where.js';
import {
  consultationIsVisible,
  dispatchIsVisible,
  scopeOf,
  statementIsVisible,
} from '../identity/visibility.js';
import { subjectOf } from '../consultations/subject-of-consultation.js';
import type { ConsultationState } from '../rules/consultation-states.js';
import { NotFound } from '../rules/problem.js';
import type { ComparedField } from './diff-statements.js';
import { IN_A_THREAD, type compareVersions, type compareWhole } from './in-a-thread.js';
import { proposedVersion } from './proposed-version.js';
import type { StatementContent } from './statement.js';
import { versionOf } from './write-version.js';
import type { Asked } from './advice.js';
import { ASKED } from './asked-of-statement.js';
import {
  adviceView,
  importWarningsView,
  nothingWritten,
  statementView,
  type StatementVersionRow,
} from './statement-view.js';
import type { StatementView } from './statements.dto.js';
import type { StatementDiffView, StatementVersionsPage, StatementVersionView } from './versions.dto.js';

/** Two versions beside each other. */
export interface ComparedVersions {
  readonly newer: StatementVersionRow;
  readonly earlier: StatementVersionRow;
  readonly confidential: boolean;
  readonly fields: readonly ComparedField[];
}

type Row = StatementVersionRow &
  Parameters<typeof subjectOf>[0] & {
    id: string;
    case_id: string;
    state: ConsultationState;
    confidential: boolean;
    read_in_confidence: boolean;
  };

const CONSULTATION = `consultation.id, consultation.case_id, consultation.state, consultation.issuer_code, consultation.consultee_code,
  consultation.officer, case_seen_by, referral_seen_by, reply_seen_by, own_seen_by, statement_seen_by,
  num_nonnulls(case_seen_by, referral_seen_by, own_seen_by, CASE WHEN consultee_code = ANY($1::text[] || $2::text[]) THEN statement_seen_by
    ELSE reply_seen_by END) > 0 AS confidential,
  num_nonnulls(case_seen_by, referral_seen_by, reply_seen_by, own_seen_by, statement_seen_by) > 0 AS read_in_confidence`;

/** What was done with a version before there was the next. @param caseId placeholder of the case, by which events have an index. */
const eventsOfVersion = (
  caseId: string,
): string => `(SELECT coalesce(json_agg(json_build_object('verb', event.verb, 'actor', event.actor,
    'at', to_char(event.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) ORDER BY event.id), '[]')
  FROM audit_events event
  WHERE event.case_id = ${caseId}::uuid AND event.consultation_id = version.consultation_id AND event.object_type = 'consultation'
    AND event.verb IN ('submit', 'return', 'approve', 'refer-back', 'decide', 'decide-by-delegation', 'correct', 'forward',
      'forward-correction')
    AND event.at >= version.created_at AND event.at < coalesce((SELECT later.created_at FROM statement_versions later
      WHERE later.consultation_id = version.consultation_id AND later.number = version.number + 1), 'infinity'))`;

@Injectable()
export class StatementsQueries {
  constructor(
    private readonly dataSource: DataSource,
    private readonly threads: Threads,
  ) {}

  /**
   * The consultee's latest version; to the issuer, once it is forwarded, exactly what was dispatched.
   *
   * @throws NotFound before there is one that the caller may see.
   */
  async latest(caller: Caller, consultationId: string, explain?: 'actions'): Promise<StatementView> {
    const [row]: (Row & Asked)[] = await this.dataSource.query(
      `${PLANNED_ONCE} SELECT ${CONSULTATION}, shown.number, shown.origin, shown.author, shown.created_at, shown.content,
         shown.import_warnings, ${ASKED}
       FROM consultations consultation
       LEFT JOIN LATERAL (
         SELECT number, origin, author, created_at, content, import_warnings FROM statement_versions
         WHERE consultation_id = consultation.id AND number = consultation.statement_version
           AND ${statementIsVisible('consultation')}
         UNION ALL
         (SELECT statement_version, 'decision', created_by, created_at, content->'statement', NULL FROM dispatches
          WHERE consultation_id = consultation.id AND NOT ${statementIsVisible('consultation')}
            AND ${dispatchIsVisible('consultation')}
          ORDER BY number DESC LIMIT 1)
       ) shown ON true
       WHERE consultation.id = $3 AND ${consultationIsVisible('consultation')}`,
      [...scopeOf(caller.actor), consultationId],
    );
    if (!row) throw new NotFound();
    const seesDrafts =
      caller.actor.seesDraftsOf(row.consultee_code) && caller.actor.isOn(row.statement_seen_by);
    if (row.number === null && !(seesDrafts && row.officer !== null)) throw new NotFound();
    caller.hasRead('consultations', consultationId, row.read_in_confidence);
    const shown = row.number === null ? nothingWritten : row;
    return {
      ...statementView(caller, { ...row, subject: subjectOf(row) }, shown, explain),
      ...(seesDrafts && adviceView(caller, row.state, shown.content, row)),
      ...(seesDrafts && importWarningsView(caller, row.state, shown)),
    };
  }

  /** Newest first. The consultee's own staff only: versions are work in progress. */
  async versions(caller: Caller, consultationId: string, query: PageQuery): Promise<StatementVersionsPage> {
    const { case_id: caseId } = await this.ownConsultation(caller, consultationId);
    const where = new Where([...scopeOf(caller.actor), consultationId], 'version.consultation_id = $3');
    const ofCase = where.text(caseId);
    return list<StatementVersionView>(this.dataSource, query, {
      called: `statement versions of ${consultationId}`,
      select: `number AS version, origin, author, created_at AS "savedAt", content->>'title' AS title,
        ${eventsOfVersion(ofCase)} AS events`,
      from: 'statement_versions version',
      where,
      order: descending(['version.number', 'number']),
    });
  }

  /** Whether the caller sees what is written before it is decided. @throws NotFound to everyone else. */
  async seesWork(caller: Caller, consultationId: string): Promise<void> {
    await this.ownConsultation(caller, consultationId);
  }

  async version(caller: Caller, consultationId: string, number: number): Promise<StatementView> {
    const row = await this.ownConsultation(caller, consultationId);
    return statementView(
      caller,
      { ...row, subject: subjectOf(row) },
      await this.versionRow(consultationId, number),
    );
  }

  /** What was proposed to whoever decided, for the consultee's own staff. @throws NotFound where nothing was, as where it came on paper. */
  async proposal(caller: Caller, consultationId: string): Promise<StatementView> {
    const row = await this.ownConsultation(caller, consultationId);
    const proposed = await proposedVersion(this.dataSource, consultationId);
    if (!proposed) throw new NotFound();
    return statementView(caller, { ...row, subject: subjectOf(row) }, proposed);
  }

  /** @throws NotFound, DomainError `too-demanding` */
  async diff(
    caller: Caller,
    consultationId: string,
    number: number,
    against = number - 1,
  ): Promise<StatementDiffView> {
    await this.ownConsultation(caller, consultationId);
    const newer = await this.versionRow(consultationId, number);
    const earlier = await this.versionOrNothing(consultationId, against);
    const fields = await this.threads.run<typeof compareVersions>(IN_A_THREAD, 'compareVersions', [
      earlier.content,
      newer.content,
    ]);
    return { version: number, against, fields };
  }

  /**
   * Two versions as people read them, with what has not changed; the text of version 0 is empty.
   *
   * @param readable gives a text as it is shown: names for codes.
   * @throws NotFound, DomainError `too-demanding`
   */
  async compared(
    caller: Caller,
    consultationId: string,
    { number, against }: { readonly number: number; readonly against: number },
    readable: (contents: readonly StatementContent[]) => Promise<readonly StatementContent[]>,
  ): Promise<ComparedVersions> {
    const { confidential } = await this.ownConsultation(caller, consultationId);
    const newer = await this.versionRow(consultationId, number);
    const earlier = await this.versionOrNothing(consultationId, against);
    const [before, after] = await readable([earlier.content, newer.content]);
    return { newer, earlier, confidential, fields: await this.whole(before!, after!) };
  }

  /** Two texts beside each other, compared in a thread. @throws DomainError `too-demanding` */
  async whole(earlier: StatementContent, newer: StatementContent): Promise<ComparedField[]> {
    return this.threads.run<typeof compareWhole>(IN_A_THREAD, 'compareWhole', [earlier, newer]);
  }

  private async versionOrNothing(consultationId: string, number: number): Promise<StatementVersionRow> {
    return number === 0 ? nothingWritten : this.versionRow(consultationId, number);
  }

  private async versionRow(consultationId: string, number: number): Promise<StatementVersionRow> {
    const row = await versionOf(this.dataSource, consultationId, number);
    if (!row) throw new NotFound();
    return row;
  }

  private async ownConsultation(caller: Caller, id: string): Promise<Row> {
    const [row]: Row[] = await this.dataSource.query(
      `${PLANNED_ONCE} SELECT ${CONSULTATION} FROM consultations consultation
       WHERE id = $3 AND consultee_code = ANY($1) AND consultee_code || '/drafts' = ANY($1) AND officer IS NOT NULL AND ${consultationIsVisible('consultation')}
         AND ${statementIsVisible('consultation')}`,
      [...scopeOf(caller.actor), id],
    );
    if (!row) throw new NotFound();
    caller.hasRead('consultations', id, row.read_in_confidence);
    return row;
  }
}
