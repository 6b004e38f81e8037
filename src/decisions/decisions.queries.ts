import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Caller } from '../changes/caller.js';
import { pageOfWhole } from '../lists/paging.js';
import type { PageQuery } from '../lists/paging.dto.js';
import { descending, list } from '../lists/list.js';
import { Where } from '../lists/where.js';
import {
  consultationIsVisible,
  dispatchIsVisible,
  scopeOf,
  statementIsVisible,
} from '../identity/visibility.js';
import { NotFound } from '../rules/problem.js';
import type { MadeReservation } from './decision.entity.js';
import type {
  DecisionCorrectionsPage,
  DecisionCorrectionView,
  ReservationsPage,
  ReservationView,
} from './decisions.dto.js';
import type { ReservationForm } from './decision-parts.dto.js';

export const reservationView = (
  { by, text, form, handInBy }: MadeReservation,
  index: number,
): ReservationView => ({
  number: index + 1,
  by,
  text: text ?? null,
  form: (form as ReservationForm | undefined) ?? null,
  handInBy: handInBy ?? null,
});

@Injectable()
export class DecisionsQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** The consultee's own as they stand; to the issuer those that were dispatched. */
  async reservations(caller: Caller, id: string, query: PageQuery): Promise<ReservationsPage> {
    const [decision]: { reservations: MadeReservation[] | null }[] = await this.dataSource.query(
      `SELECT CASE WHEN ${statementIsVisible('consultation')} THEN decisions.reservations ELSE (
           SELECT content->'decision'->'reservations' FROM dispatches
           WHERE dispatches.consultation_id = consultation.id AND ${dispatchIsVisible('consultation')} ORDER BY number DESC LIMIT 1) END AS reservations
         FROM consultations consultation LEFT JOIN decisions ON decisions.consultation_id = consultation.id
         WHERE consultation.id = $3 AND ${consultationIsVisible('consultation')}`,
      [...scopeOf(caller.actor), id],
    );
    if (!decision) throw new NotFound();
    caller.hasRead('consultations', id);
    const all = (decision.reservations ?? []).map(reservationView);
    return pageOfWhole(`reservations of ${id}`, query, all, ({ number }) => String(number));
  }

  /** Earlier wordings, newest correction first; work of the consultee's own staff. */
  async corrections(caller: Caller, id: string, query: PageQuery): Promise<DecisionCorrectionsPage> {
    const own: object[] = await this.dataSource.query(
      `SELECT FROM consultations consultation WHERE id = $3 AND ${statementIsVisible('consultation')}
         AND ${consultationIsVisible('consultation')}`,
      [...scopeOf(caller.actor), id],
    );
    if (own.length === 0) throw new NotFound();
    caller.hasRead('consultations', id);
    const where = new Where([...scopeOf(caller.actor), id], 'consultation_id = $3');
    return list<DecisionCorrectionView>(this.dataSource, query, {
      called: `corrections of ${id}`,
      select: 'number, reason, earlier, corrected_by AS "correctedBy", corrected_at AS "correctedAt"',
      from: 'decision_corrections',
      where,
      order: descending(['number', 'number']),
    });
  }
}
