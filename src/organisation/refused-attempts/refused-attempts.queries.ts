import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { actingAs } from '../../database/acting.js';
import type { Caller } from '../../changes/caller.js';
import type { PageQuery } from '../../http/paging.dto.js';
import { descending, list } from '../../http/list.js';
import { Where } from '../../http/where.js';
import { scopeOf } from '../../identity/visibility.js';
import { authorize } from '../../rules/policy.js';
import { bodyExists } from '../keep-calendar.js';
import type { RefusedAttemptsPage, RefusedAttemptView } from './refused-attempts.dto.js';

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

  private async page(caller: Caller, body: string, query: PageQuery): Promise<RefusedAttemptsPage> {
    const where = new Where(scopeOf(caller.actor), 'true');
    where.and((code) => `bodies @> ARRAY[${code}::text]`, body);
    return list<RefusedAttemptView>(this.dataSource, query, {
      select: `id, at, actor, status, action, route, object_type AS "objectType", object_id AS "objectId",
        request_id AS "requestId", trace_id AS "traceId"`,
      from: 'refused_attempts',
      where,
      order: descending(['id', 'number']),
    });
  }
}

const administratorOf = (body: string) =>
  ({ staffOf: [], readerOf: [], administratorOf: [body], service: 'off' }) as const;
