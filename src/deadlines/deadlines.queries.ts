import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../config/clock.js';
import type { Caller } from '../http/caller.js';
import { decodeCursor, pageOf } from '../http/paging.js';
import type { PageQuery } from '../http/paging.dto.js';
import { Where } from '../http/where.js';
import { consultationIsVisible, scopeOf } from '../identity/visibility.js';
import { UNANSWERED_STATES, type ConsultationState } from '../rules/consultation-lifecycle.js';
import { NotFound } from '../rules/problem.js';
import { nextReminder } from '../rules/reminder-days.js';
import type {
  ExtensionsPage,
  ExtensionView,
  NextReminderView,
  RemindersPage,
  ReminderView,
} from './deadlines.dto.js';
import { listExtensions, readExtension } from './read-extensions.js';

interface ConsultationDates {
  state: ConsultationState;
  reply_by: string;
  reply_by_set_on: string;
}

type ReminderRow = Omit<ReminderView, 'sentAt'> & { said_at: Date; newest: string };

@Injectable()
export class DeadlinesQueries {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  async extension(caller: Caller, id: string, explain?: 'actions'): Promise<ExtensionView> {
    return readExtension(this.dataSource, caller, id, explain);
  }

  async extensions(caller: Caller, consultationId: string, query: PageQuery): Promise<ExtensionsPage> {
    await this.dates(caller, consultationId);
    return listExtensions(this.dataSource, caller, consultationId, query);
  }

  /** What was said, when and to which role; newest first. Silence is recorded with the reminders that were sent. */
  async reminders(caller: Caller, consultationId: string, query: PageQuery): Promise<RemindersPage> {
    const dates = await this.dates(caller, consultationId);
    const where = new Where([...scopeOf(caller.actor), consultationId], 'reminders.consultation_id = $3');
    const total = query.count ? await where.count(this.dataSource, 'reminders') : undefined;
    if (query.cursor) where.and((at) => `said_at < ${at}::timestamptz`, decodeCursor(query.cursor, 1)[0]);
    const rows: ReminderRow[] = await this.dataSource.query(
      `SELECT reminders.reply_by AS "replyBy", days, said_on AS "saidOn", said_at, said_at::text AS newest,
         recipient_body AS recipient, recipient_role AS role, state
       FROM reminders JOIN deliveries ON deliveries.id = delivery_id
       WHERE ${where.sql} ORDER BY said_at DESC ${where.page(query)}`,
      where.values,
    );
    const toView = ({ said_at, newest: _newest, ...row }: ReminderRow): ReminderView => ({
      ...row,
      sentAt: said_at.toISOString(),
    });
    return { ...pageOf(query, rows, toView, (row) => [row.newest], total), next: this.next(dates) };
  }

  private next({ state, reply_by, reply_by_set_on }: ConsultationDates): NextReminderView | null {
    if (!UNANSWERED_STATES.includes(state)) return null;
    const today = this.clock.today();
    const next = nextReminder({ replyBy: reply_by, replyBySetOn: reply_by_set_on, today });
    return next ? { on: next.day, days: next.days } : null;
  }

  private async dates(caller: Caller, id: string): Promise<ConsultationDates> {
    const [row]: ConsultationDates[] = await this.dataSource.query(
      `SELECT state, reply_by, reply_by_set_on FROM consultations
       WHERE id = $3 AND ${consultationIsVisible('consultations')}`,
      [...scopeOf(caller.actor), id],
    );
    if (!row) throw new NotFound();
    return row;
  }
}
