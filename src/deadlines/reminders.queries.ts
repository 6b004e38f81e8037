import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../config/clock.js';
import { textOf, type Topic } from '../delivery/topics.js';
import type { Caller } from '../http/caller.js';
import type { PageQuery } from '../http/paging.dto.js';
import { decodeCursor, pageOf } from '../http/paging.js';
import { Where } from '../http/where.js';
import { consultationIsVisible, scopeOf } from '../identity/visibility.js';
import type { ConsultationState } from '../rules/consultation-lifecycle.js';
import { NotFound } from '../rules/problem.js';
import { nextReminder } from '../rules/reminder-days.js';
import { reminderRecipient, reminderTopics } from './reminder-message.js';
import type { NextReminderView, RemindersPage, ReminderView } from './reminders.dto.js';

type Row = Omit<ReminderView, 'text' | 'topic' | 'saidAt'> & { topic: Topic; said_at: Date };

interface Remindable {
  state: ConsultationState;
  reply_by: string;
  reply_by_set_on: string;
  officer: string | null;
  consultee_code: string | null;
  issuer_code: string | null;
  said: number[];
}

const SAID = `reminders JOIN deliveries ON deliveries.id = delivery_id
  JOIN consultations consultation ON consultation.id = reminders.consultation_id`;

/** What was said to whom and when, and what comes next; both sides see it. */
@Injectable()
export class RemindersQueries {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  async ofConsultation(caller: Caller, id: string, query: PageQuery): Promise<RemindersPage> {
    const next = await this.next(caller, id);
    const where = new Where(scopeOf(caller.actor), consultationIsVisible('consultation'));
    where.and((consultation) => `consultation.id = ${consultation}`, id);
    const total = query.count ? await where.count(this.dataSource, SAID) : undefined;
    if (query.cursor) {
      const [replyBy, days] = decodeCursor(query.cursor, 2);
      where.and((a, b) => `(reminders.reply_by, days) > (${a}::date, ${b}::integer)`, replyBy, days);
    }
    const rows: Row[] = await this.dataSource.query(
      `SELECT reminders.reply_by AS "replyBy", days, topic, recipient_body AS recipient, recipient_role AS role,
         said_on AS "saidOn", said_at, delivery_id AS "deliveryId", deliveries.state AS "deliveryState"
       FROM ${SAID} WHERE ${where.sql} ORDER BY reminders.reply_by, days ${where.page(query)}`,
      where.values,
    );
    const toView = ({ said_at, ...row }: Row): ReminderView => ({
      ...row,
      text: caller.say(textOf(row.topic)),
      saidAt: said_at.toISOString(),
    });
    return { ...pageOf(query, rows, toView, (row) => [row.replyBy, row.days], total), next };
  }

  private async next(caller: Caller, id: string): Promise<NextReminderView | null> {
    const [row]: Remindable[] = await this.dataSource.query(
      `SELECT state, reply_by, reply_by_set_on, officer, consultee_code, issuer_code,
         ARRAY(SELECT days FROM reminders
               WHERE consultation_id = consultation.id AND reminders.reply_by = consultation.reply_by) AS said
       FROM consultations consultation WHERE id = $3 AND ${consultationIsVisible('consultation')}`,
      [...scopeOf(caller.actor), id],
    );
    if (!row) throw new NotFound();
    const { state, reply_by: replyBy, reply_by_set_on: replyBySetOn, said } = row;
    const reminder = nextReminder({ state, replyBy, replyBySetOn, said }, this.clock.today());
    if (!reminder) return null;
    const topic = reminderTopics[reminder.days];
    const { body, role } = reminderRecipient(row);
    return { ...reminder, topic, text: caller.say(textOf(topic)), recipient: body, role: role! };
  }
}
