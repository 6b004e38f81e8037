import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Caller } from '../../changes/caller.js';
import { decodeCursor, pageOf } from '../../http/paging.js';
import { Where } from '../../http/where.js';
import { scopeOf } from '../../identity/visibility.js';
import { authorize } from '../../rules/policy.js';
import { NotFound } from '../../rules/problem.js';
import { bodyExists } from '../keep-calendar.js';
import type { StandInsPage, StandInsQuery, StandInView } from './stand-ins.dto.js';

type Row = Omit<StandInView, 'createdAt' | 'revokedAt'> & { created_at: Date; revoked_at: Date | null };

/** Of a body whose people the caller may see: the rule is the policy's, as for people. */
export const standInIsVisible = (): string => 'true';

const STAND_IN = `SELECT id, body_code AS body, absent, stand_in AS "standIn", from_on AS "from", until_on AS "until",
    hands_over_lists AS "handsOverLists", created_by AS "createdBy", created_at, revoked_by AS "revokedBy", revoked_at, version FROM stand_ins`;

@Injectable()
export class StandInsQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** The latest to begin first. */
  async list(caller: Caller, body: string, query: StandInsQuery): Promise<StandInsPage> {
    await bodyExists(this.dataSource, body);
    authorize(caller.actor, 'stand-in.read', { body });
    const where = new Where(scopeOf(caller.actor), standInIsVisible());
    where.and((code) => `body_code = ${code}`, body);
    if (query.absent) where.and((name) => `absent = ${name}`, query.absent);
    if (query.on)
      where.and((day) => `revoked_at IS NULL AND ${day}::date BETWEEN from_on AND until_on`, query.on);
    const total = query.count ? await where.count(this.dataSource, 'stand_ins') : undefined;
    if (query.cursor) {
      const [from, id] = decodeCursor(query.cursor, 'date', 'id');
      where.and((day, last) => `(from_on, id) < (${day}::date, ${last}::uuid)`, from, id);
    }
    const rows: Row[] = await this.dataSource.query(
      `${STAND_IN} WHERE ${where.sql} ORDER BY from_on DESC, id DESC ${where.page(query)}`,
      where.values,
    );
    return pageOf(query, rows, standInView, (row) => [row.from, row.id], total);
  }

  async one(caller: Caller, body: string, id: string): Promise<StandInView> {
    await bodyExists(this.dataSource, body);
    authorize(caller.actor, 'stand-in.read', { body });
    return readStandIn(this.dataSource, body, id);
  }
}

/** @throws NotFound also for one of another body. */
export async function readStandIn(
  database: DataSource | EntityManager,
  body: string,
  id: string,
): Promise<StandInView> {
  const [row]: Row[] = await database.query(`${STAND_IN} WHERE id = $1 AND body_code = $2`, [id, body]);
  if (!row) throw new NotFound();
  return standInView(row);
}

const standInView = ({ created_at, revoked_at, ...row }: Row): StandInView => ({
  ...row,
  createdAt: created_at.toISOString(),
  revokedAt: revoked_at?.toISOString() ?? null,
});
