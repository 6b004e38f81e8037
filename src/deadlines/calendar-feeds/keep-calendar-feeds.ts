import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../../config/clock.js';
import { SETTINGS, type Settings } from '../../config/settings.js';
import type { Caller } from '../../changes/caller.js';
import { MakeChange } from '../../changes/make-change.js';
import type { PageQuery } from '../../lists/paging.dto.js';
import { list, newestFirst, withInstants } from '../../lists/list.js';
import { Where } from '../../lists/where.js';
import { calendarFeedIsVisible, scopeOf } from '../../identity/visibility.js';
import { NotFound } from '../../rules/problem.js';
import { CalendarFeed } from './calendar-feed.entity.js';
import type {
  AddCalendarFeedBody,
  CalendarFeedsPage,
  CalendarFeedView,
  NewCalendarFeedView,
} from './calendar-feeds.dto.js';

const FEED = `feed.id, body_code AS body, username AS person, name, fetched_on AS "fetchedOn", version,
  created_at AS "createdAt"`;

/** What stands in the table of a secret that an address holds. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** The calendar feeds of a person, and of the bodies whose administrator that person is. */
@Injectable()
export class KeepCalendarFeeds {
  constructor(
    private readonly dataSource: DataSource,
    private readonly makeChange: MakeChange,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** The address is not part of the answer that is kept for a repeat: it is shown once. */
  async add(caller: Caller, { body, name }: AddCalendarFeedBody): Promise<NewCalendarFeedView> {
    const { username } = caller.actor;
    const secret = randomBytes(32).toString('base64url');
    let address: string | null = null;
    const view = await this.makeChange.make(caller, async (attempt) => {
      const change = await attempt.permit(
        'calendar-feed.add',
        body === undefined ? { person: username } : { body },
      );
      const feed = Object.assign(new CalendarFeed(), {
        secretSha256: hashOf(secret),
        bodyCode: body ?? null,
        username,
        name: name ?? null,
        createdAt: this.clock.now(),
      });
      await change.insert(CalendarFeed, feed, {
        verb: 'add',
        objectType: 'calendar-feed',
        body: body ?? null,
      });
      address = `${this.settings.publicUrl}/calendar/${secret}.ics`;
      return readFeed(change.tx, caller, feed.id);
    });
    return { ...view, address };
  }

  async one(caller: Caller, id: string): Promise<CalendarFeedView> {
    return readFeed(this.dataSource, caller, id);
  }

  /** Newest first. */
  async list(caller: Caller, query: PageQuery): Promise<CalendarFeedsPage> {
    const where = new Where(scopeOf(caller.actor), calendarFeedIsVisible(caller.actor)('feed'));
    return list<CalendarFeedView>(this.dataSource, query, {
      called: 'calendar feeds',
      select: FEED,
      from: 'calendar_feeds feed',
      where,
      order: newestFirst('created_at', 'feed.id'),
    });
  }

  /** From then on its address is no address. */
  async revoke(caller: Caller, id: string): Promise<void> {
    await this.makeChange.make(caller, async (attempt) => {
      const feed = await attempt.lock(CalendarFeed, id, calendarFeedIsVisible(caller.actor));
      const change = await attempt.permit(
        'calendar-feed.revoke',
        { body: feed.bodyCode, person: feed.username },
        feed.version,
      );
      const occasion = { verb: 'revoke', objectType: 'calendar-feed', body: feed.bodyCode };
      await change.delete(CalendarFeed, feed, occasion);
      return null;
    });
  }
}

async function readFeed(
  database: DataSource | EntityManager,
  caller: Caller,
  id: string,
): Promise<CalendarFeedView> {
  const where = new Where(scopeOf(caller.actor), calendarFeedIsVisible(caller.actor)('feed'));
  where.and((feed) => `feed.id = ${feed}`, id);
  const [row]: CalendarFeedView[] = await database.query(
    `SELECT ${FEED} FROM calendar_feeds feed WHERE ${where.sql}`,
    where.values,
  );
  if (!row) throw new NotFound();
  return withInstants(row);
}
