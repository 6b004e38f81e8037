import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { actingAs } from '../../database/acting.js';
import type { Caller } from '../../changes/caller.js';
import type { PageQuery } from '../../lists/paging.dto.js';
import { descending, list } from '../../lists/list.js';
import { Where } from '../../lists/where.js';
import { scopeOf } from '../../identity/visibility.js';
import { authorize } from '../../rules/policy.js';
import { bodyExists } from '../keep-calendar.js';
import type { RefusedAttemptsPage, RefusedAttemptView } from './refused-attempts.dto.js';

const ATTEMPT = `id, at, actor, status, action, route, object_type AS "objectType", object_id AS "objectId",
  request_id AS "requestId", trace_id AS "traceId"`;

@Injectable()
export class RefusedAttemptsQueries {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Of the body's records, of its own keeping, and of its people where no record was concerned.
   *
   * @throws NotFound, and NotPermitted. A municipal administrator reads it as the body's administrator does.
   */
  async list(caller: Caller, body: string, query: PageQuery): Promise<RefusedAttemptsPage> {
    await bodyExists(this.dataSource, body);
    authorize(caller.actor, 'body.read-refused-attempts', { body });
    return actingAs(administratorOf(body), () => this.page(caller, body, query));
  }

  /** The latest in several bodies since an instant, each told once. @throws NotPermitted for a body that is not the caller's to look after. */
  async latest(
    caller: Caller,
    bodies: readonly string[],
    since: Date,
    limit: number,
  ): Promise<readonly RefusedAttemptView[]> {
    for (const body of bodies) authorize(caller.actor, 'body.read-refused-attempts', { body });
    if (bodies.length === 0) return [];
    const rows: (Omit<RefusedAttemptView, 'at'> & { at: Date })[] = await actingAs(
      administratorOf(...bodies),
      () =>
        this.dataSource.query(
          `SELECT ${ATTEMPT} FROM refused_attempts WHERE bodies && $1::text[] AND at >= $2 ORDER BY id DESC LIMIT $3`,
          [bodies, since, limit],
        ),
    );
    return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
  }

  private async page(caller: Caller, body: string, query: PageQuery): Promise<RefusedAttemptsPage> {
    const where = new Where(scopeOf(caller.actor), 'true');
    where.and((code) => `bodies @> ARRAY[${code}::text]`, body);
    return list<RefusedAttemptView>(this.dataSource, query, {
      called: `refused attempts at ${body}`,
      select: ATTEMPT,
      from: 'refused_attempts',
      where,
      order: descending(['id', 'number']),
    });
  }
}

const administratorOf = (...bodies: readonly string[]) =>
  ({ staffOf: [], readerOf: [], administratorOf: bodies, service: 'off' }) as const;
