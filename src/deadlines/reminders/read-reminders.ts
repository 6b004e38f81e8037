import type { DataSource, EntityManager } from 'typeorm';
import type { Caller } from '../../changes/caller.js';
import type { PageQuery } from '../../lists/paging.dto.js';
import { descending, list } from '../../lists/list.js';
import { Where } from '../../lists/where.js';
import { consultationIsVisible, scopeOf } from '../../identity/visibility.js';
import { NotFound } from '../../rules/problem.js';
import { nextReminder } from '../../rules/reminder-due.js';
import type { ReminderKind } from '../../rules/reminder-kinds.js';
import { reminderText } from '../../rules/reminder-text.js';
import { rollForward } from '../../rules/working-days.js';
import type {
  NextReminderView,
  RemindersAheadView,
  RemindersPage,
  ReminderView,
  SilenceView,
} from './reminders.dto.js';

type Row = Omit<ReminderView, 'text' | 'escalated'> & { id: number };

/** The side's own, and what both sides see; whom of its people a body reminded is its own matter. */
const SHOWN = `(reminders.body_code = ANY($1) OR reminder_kinds.seen_by_both)`;

/**
 * What was said, when and to which role, newest first, and what comes next. Silence is recorded with
 * the reminders that were sent.
 *
 * @throws NotFound when the consultation is absent or not visible to the caller.
 */
export async function readReminders(
  database: DataSource | EntityManager,
  caller: Caller,
  id: string,
  query: PageQuery,
  today: string,
): Promise<RemindersPage> {
  const ahead = await readAhead(database, caller, id, today);
  const where = new Where([...scopeOf(caller.actor), id], `consultation_id = $3 AND ${SHOWN}`);
  const page = await list<Row, ReminderView>(database, query, {
    called: `reminders of ${id}`,
    select: `id, kind, about_on AS date, reminders.days, said_on AS "saidOn", said_at AS "sentAt",
      body_code AS recipient, role, CASE WHEN body_code = ANY($1) THEN username END AS person,
      coalesce((SELECT deliveries.state FROM digests JOIN deliveries ON deliveries.id = digests.delivery_id
                WHERE digests.id = digest_id), 'pending') AS state`,
    from: 'reminders JOIN reminder_kinds USING (kind)',
    where,
    order: descending(['id', 'number']),
    toItem: (row) => reminderView(row, caller),
  });
  return { ...page, ...ahead };
}

function reminderView({ id: _id, ...row }: Row, caller: Caller): ReminderView {
  const { kind, date: about, saidOn } = row;
  const escalated = row.days === null;
  const text = caller.say(reminderText({ kind, about, saidOn, escalated }));
  return { ...row, text, escalated };
}

interface Applying {
  readonly kind: ReminderKind;
  readonly about_on: string;
  readonly set_on: string;
  readonly body_code: string;
  readonly days: readonly number[];
  readonly urgent_from: number | null;
  readonly said_through: number | null;
}

/** @throws NotFound when the consultation is absent or not visible to the caller. */
export async function readAhead(
  database: DataSource | EntityManager,
  caller: Caller,
  id: string,
  today: string,
): Promise<RemindersAheadView> {
  const [row]: { applying: Applying[]; silences: SilenceView[] }[] = await database.query(AHEAD, [
    ...scopeOf(caller.actor),
    id,
    today,
    caller.actor.username,
  ]);
  if (!row) throw new NotFound();
  caller.hasRead('consultations', id);
  const upcoming = row.applying.flatMap((applying) => upcomingOf(applying, today) ?? []);
  upcoming.sort((a, b) => (a.on < b.on ? -1 : 1));
  return { next: upcoming[0] ?? null, upcoming, silences: row.silences };
}

/** What has come and waits for the digest is next; else the first day that lies ahead. */
function upcomingOf(applying: Applying, today: string): NextReminderView | undefined {
  const { kind, about_on: about, set_on: setOn, urgent_from, body_code, said_through } = applying;
  const schedule = applying.days.filter((days) => said_through === null || days > said_through);
  const next = nextReminder({ about, setOn, schedule, today });
  if (!next) return undefined;
  const atOnce = urgent_from !== null && next.days >= urgent_from;
  const on = next.on < today ? today : next.on;
  return { kind, date: about, on: atOnce ? on : rollForward(on), days: next.days, recipient: body_code };
}

const AHEAD = `
  SELECT (SELECT coalesce(json_agg(ahead ORDER BY kind), '[]') FROM (
      SELECT applying.kind, applying.about_on, applying.set_on, applying.body_code, schedule.days, schedule.urgent_from,
        (SELECT max(reminder.days) FROM reminders reminder WHERE reminder.consultation_id = $3 AND reminder.kind = applying.kind
           AND reminder.about_on = applying.about_on) AS said_through
      FROM reminders_applying($4, $3, $3) applying
      JOIN reminder_kinds USING (kind)
      JOIN reminder_schedules schedule ON schedule.kind = applying.kind AND schedule.body_code = applying.body_code
      WHERE schedule.said AND (applying.body_code = ANY($1) OR seen_by_both)
    ) ahead) AS applying,
    (SELECT coalesce(json_agg(silence ORDER BY kind NULLS FIRST), '[]') FROM (
      SELECT kind, until, reason FROM reminder_silences WHERE consultation_id = $3 AND username = $5
    ) silence) AS silences
  FROM consultations WHERE id = $3 AND ${consultationIsVisible('consultations')} AND $2::text[] IS NOT NULL`;
