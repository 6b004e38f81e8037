import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Caller } from '../../changes/caller.js';
import type { PageQuery } from '../../lists/paging.dto.js';
import { ascending, list } from '../../lists/list.js';
import { Where } from '../../lists/where.js';
import { consultationIsVisible, inboxItemIsVisible, scopeOf } from '../../identity/visibility.js';
import { NotFound } from '../../rules/problem.js';
import { reminderText } from '../../rules/reminder-text.js';
import type { DigestLinesPage, DigestLineView } from './reminders.dto.js';

type Row = Omit<DigestLineView, 'text' | 'escalated'> & { id: number; days: number | null; said_on: string };

const LINES = `inbox_items item JOIN digests ON digests.delivery_id = item.delivery_id
  JOIN reminders ON reminders.digest_id = digests.id
  JOIN consultations ON consultations.id = reminders.consultation_id`;

/** The lines of a message with reminders. Who has lost a role since sees no more of that body than elsewhere. */
@Injectable()
export class ReadDigest {
  constructor(private readonly dataSource: DataSource) {}

  /** Earliest date first. @throws NotFound for an item that is absent, not the caller's, or no reminder. */
  async lines(caller: Caller, itemId: string, query: PageQuery): Promise<DigestLinesPage> {
    const item: object[] = await this.dataSource.query(
      `SELECT FROM inbox_items item WHERE id = $3 AND kind = 'reminder' AND ${inboxItemIsVisible(caller.actor)('item')}
         AND $2::text[] IS NOT NULL`,
      [...scopeOf(caller.actor), itemId],
    );
    if (item.length === 0) throw new NotFound();
    const where = new Where(
      [...scopeOf(caller.actor), itemId],
      `item.id = $3 AND ${consultationIsVisible('consultations')}`,
    );
    return list<Row, DigestLineView>(this.dataSource, query, {
      called: `lines of ${itemId}`,
      select: `reminders.id, reminders.kind, about_on AS date, days, reminders.said_on, reminders.consultation_id AS "consultationId",
        case_number AS "caseNumber", own_case_number AS "ownCaseNumber",
        CASE WHEN num_nonnulls(case_seen_by, referral_seen_by, own_seen_by) = 0 THEN title END AS title, consultee_code AS consultee`,
      from: LINES,
      where,
      order: ascending(['about_on', 'date'], ['reminders.id', 'number']),
      toItem: (row) => lineView(row, caller),
    });
  }
}

function lineView({ id: _id, days, said_on: saidOn, ...row }: Row, caller: Caller): DigestLineView {
  const escalated = days === null;
  const text = caller.say(reminderText({ kind: row.kind, about: row.date, saidOn, escalated }));
  return { ...row, text, escalated };
}
