import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Caller } from '../../changes/caller.js';
import { descending, list, withInstants } from '../../lists/list.js';
import { Where } from '../../lists/where.js';
import { scopeOf } from '../../identity/visibility.js';
import { authorize } from '../../rules/policy.js';
import { NotFound } from '../../rules/problem.js';
import { bodyExists } from '../keep-calendar.js';
import type { StandInsPage, StandInsQuery, StandInView } from './stand-ins.dto.js';

/** Of a body whose people the caller may see: the rule is the policy's, as for people. */
export const standInIsVisible = (): string => 'true';

const STAND_IN = `id, body_code AS body, absent, stand_in AS "standIn", from_on AS "from", until_on AS "until",
    hands_over_lists AS "handsOverLists", created_by AS "createdBy", created_at AS "createdAt", revoked_by AS "revokedBy",
    revoked_at AS "revokedAt", version`;

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
    if (query.standIn) where.and((name) => `stand_in = ${name}`, query.standIn);
    if (query.on)
      where.and((day) => `revoked_at IS NULL AND ${day}::date BETWEEN from_on AND until_on`, query.on);
    return list<StandInView>(this.dataSource, query, {
      called: `stand-ins of ${body}`,
      select: STAND_IN,
      from: 'stand_ins',
      where,
      order: descending(['from_on', 'date'], ['id', 'id']),
    });
  }

  /** Where a person of these bodies is away or stands in, now or on a day to come. The latest to begin first. */
  async ofPerson(username: string, bodies: readonly string[], today: string): Promise<StandInView[]> {
    const rows: StandInView[] = await this.dataSource.query(
      `SELECT ${STAND_IN} FROM stand_ins WHERE body_code = ANY($2) AND $1 IN (absent, stand_in)
         AND revoked_at IS NULL AND until_on >= $3::date ORDER BY from_on DESC, id DESC`,
      [username, bodies, today],
    );
    return rows.map(withInstants);
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
  const [row]: StandInView[] = await database.query(
    `SELECT ${STAND_IN} FROM stand_ins WHERE id = $1 AND body_code = $2`,
    [id, body],
  );
  if (!row) throw new NotFound();
  return withInstants(row);
}
