import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../config/clock.js';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { actingAsTheService } from '../../database/acting.js';
import { addDays } from '../../rules/civil-date.js';
import { NotFound } from '../../rules/problem.js';
import { hashOf } from './keep-calendar-feeds.js';
import { uidOf, writeCalendar, type CalendarDay, type Told } from './write-calendar.js';

const DAYS_BACK = 90;
const MOST_DAYS = 2000;

interface Feed {
  readonly id: string;
  /** The body's code, or the name of the person whose own it is. */
  readonly whose: string;
  readonly fetched_on: string | null;
  readonly days: CalendarDay[];
}

/** A feed for whoever knows its secret, with what the person who made it may see at this moment. */
@Injectable()
export class ReadCalendar {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /**
   * The days from 90 days back on, at most 2000 of them. Two statements: the days, and how they have been told of before;
   * once a day another two, that note it and forget the days gone by.
   *
   * @throws NotFound for a secret that is unknown or revoked, a person who has left, and a body of which the
   *   person is no longer on the staff: nobody learns which.
   */
  async read(secret: string): Promise<string> {
    const today = this.clock.today();
    // Whoever holds the secret is nobody in particular: the statement itself looks at whose feed it is.
    const [feed]: Feed[] = await actingAsTheService(() =>
      this.dataSource.query(CALENDAR, [hashOf(secret), today, addDays(today, -DAYS_BACK), MOST_DAYS]),
    );
    if (!feed) throw new NotFound();
    if (feed.fetched_on !== today) await this.noteFetching(feed.id, today);
    const told = await this.tell(feed.days);
    return writeCalendar(
      feed.days.map((day) => ({ ...day, ...told.get(uidOf(day))! })),
      { name: `Yttra – ${feed.whose}`, publicUrl: this.settings.publicUrl },
    );
  }

  private async noteFetching(id: string, today: string): Promise<void> {
    await this.dataSource.query('UPDATE calendar_feeds SET fetched_on = $2 WHERE id = $1', [id, today]);
    await this.dataSource.query('DELETE FROM calendar_days WHERE day < $1', [addDays(today, -DAYS_BACK)]);
  }

  /** Notes what is new or has moved since any program was told of it. Nothing is written, nor locked, when nothing has. */
  private async tell(days: readonly CalendarDay[]): Promise<Map<string, Told>> {
    const rows: (Told & { uid: string })[] = await this.dataSource.query(TELL, [
      JSON.stringify(days.map((day) => ({ uid: uidOf(day), day: day.on }))),
      this.clock.now(),
    ]);
    return new Map(rows.map(({ uid, ...told }) => [uid, told]));
  }
}

const TELL = `
  WITH shown AS (
    SELECT * FROM jsonb_to_recordset($1::jsonb) AS shown (uid text, day date)
  ), moved AS (
    INSERT INTO calendar_days AS calendar_day (uid, day, changed_at)
    SELECT uid, day, $2 FROM shown
    WHERE NOT EXISTS (SELECT FROM calendar_days calendar_day WHERE calendar_day.uid = shown.uid AND calendar_day.day = shown.day)
    ON CONFLICT (uid) DO UPDATE
      SET day = excluded.day, sequence = calendar_day.sequence + 1, changed_at = excluded.changed_at
      WHERE calendar_day.day <> excluded.day
    RETURNING uid, sequence, changed_at
  )
  SELECT shown.uid, coalesce(moved.sequence, calendar_day.sequence, 0) AS sequence,
    coalesce(moved.changed_at, calendar_day.changed_at, $2) AS "changedAt"
  FROM shown LEFT JOIN moved USING (uid) LEFT JOIN calendar_days calendar_day USING (uid)`;

/**
 * Whose matters: for a body's feed all of the body's; for a person's own, an officer's own matters and, for the
 * other roles, all of the bodies where they are held. Also what is held for someone who is away today.
 */
const CALENDAR = `
  WITH feed AS (
    SELECT feed.*, people.name AS person_name FROM calendar_feeds feed JOIN people USING (username)
    WHERE secret_sha256 = $1 AND people.active
      AND (body_code IS NULL OR EXISTS (SELECT FROM effective_roles held
           WHERE held.username = feed.username AND held.body_code = feed.body_code AND held.role <> 'reader'))
  ), held AS MATERIALIZED (
    SELECT feed.body_code, 'all' AS role, feed.username FROM feed WHERE feed.body_code IS NOT NULL
    UNION
    SELECT roles.body_code, CASE roles.role WHEN 'officer' THEN 'officer' ELSE 'all' END, feed.username
    FROM feed JOIN effective_roles roles USING (username)
    WHERE feed.body_code IS NULL AND roles.role NOT IN ('reader', 'administrator')
    UNION
    SELECT standing.body_code, CASE standing.role WHEN 'officer' THEN 'officer' ELSE 'all' END, standing.absent
    FROM feed JOIN standing_in($2::date) standing ON standing.username = feed.username
    WHERE feed.body_code IS NULL AND standing.role <> 'reader'
  ), marks AS MATERIALIZED (
    SELECT marks_of(feed.username, $2::date) AS own FROM feed
  ), planned AS (
    SELECT asked.id, coalesce(asked.own_case_number, asked.case_number) AS number, asked.reply_by, plan.draft_by,
      plan.approve_by, plan.forward_by
    FROM consultations asked CROSS JOIN LATERAL consultation_plan(asked, $2::date) plan
    CROSS JOIN marks
    WHERE is_open_to(asked.own_seen_by, marks.own)
      AND asked.consultee_code IN (SELECT body_code FROM held) AND EXISTS (SELECT FROM held
      WHERE held.body_code = asked.consultee_code AND (held.role = 'all' OR asked.officer = held.username))
  ), days AS (
    SELECT kind, id::text, day, number AS of, NULL AS also, '/svar/' || id AS page FROM planned CROSS JOIN LATERAL (VALUES
      ('reply-by', reply_by), ('draft-by', draft_by), ('approve-by', approve_by), ('forward-by', forward_by)
    ) AS step (kind, day)
    UNION ALL
    SELECT 'replies-by', asked.referral_id || '-' || asked.reply_by, asked.reply_by, min(asked.case_number),
      concat_ws(', ', string_agg(asked.consultee_code, ', ' ORDER BY asked.consultee_code),
        nullif(count(*) FILTER (WHERE asked.consultee_code IS NULL), 0) || ' utanför Yttra'),
      '/remisser/' || asked.referral_id
    FROM consultations asked CROSS JOIN marks
    WHERE is_open_to(asked.case_seen_by, marks.own) AND is_open_to(asked.referral_seen_by, marks.own)
      AND asked.issuer_code IN (SELECT body_code FROM held) AND asked.referral_id IS NOT NULL AND asked.state IN
      ('sent', 'registered', 'drafting', 'in-review', 'approved', 'on-agenda', 'decided', 'confirmed')
    GROUP BY asked.referral_id, asked.reply_by
    UNION ALL
    SELECT kind, meeting_id::text, day, concat_ws(', ', meetings.body_code, organ), also,
      '/sammantraden/' || lower(meetings.body_code) || '/' || meeting_id
    FROM meeting_days days JOIN meetings ON meetings.id = days.meeting_id CROSS JOIN LATERAL (VALUES
      ('meeting', days.meets_on, begins_at), ('agenda-closes', days.closes_on, days.meets_on::text)
    ) AS step (kind, day, also)
    WHERE meetings.body_code IN (SELECT body_code FROM held)
  )
  SELECT feed.id, coalesce(feed.body_code, feed.person_name) AS whose, feed.fetched_on, coalesce((
    SELECT json_agg(json_build_object('kind', kind, 'id', id, 'on', day, 'of', of, 'also', also, 'page', page)
      ORDER BY day, kind, id)
    FROM (SELECT * FROM days WHERE day >= $3::date ORDER BY day, kind, id LIMIT $4) shown
  ), '[]') AS days
  FROM feed`;
