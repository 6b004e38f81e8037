import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Caller } from '../changes/caller.js';
import { decodeCursor, pageOf } from '../http/paging.js';
import { likePattern, Where } from '../http/where.js';
import { scopeOf } from '../identity/visibility.js';
import { authorize } from '../rules/policy.js';
import { NotFound } from '../rules/problem.js';
import type { RegisterPage, RegisterQuery, RegisterRowView } from './register.dto.js';

type Row = Omit<RegisterRowView, 'registeredAt'> & { registered_at: Date; newest: string; place: string };

/** The register that each body owes (OSL 5:1–2), for those who belong to it. */
@Injectable()
export class ReadRegister {
  constructor(private readonly dataSource: DataSource) {}

  /** Newest first. @throws NotFound for no body, NotPermitted for whoever is not of it. */
  async read(caller: Caller, body: string, query: RegisterQuery): Promise<RegisterPage> {
    const known: object[] = await this.dataSource.query('SELECT FROM bodies WHERE code = $1', [body]);
    if (known.length === 0) throw new NotFound();
    authorize(caller.actor, 'body.read-register', { body });
    const where = new Where([...scopeOf(caller.actor), body], 'body = $3');
    if (query.q)
      where.and((part) => `lower(number || ' ' || coalesce(title, '')) LIKE ${part}`, likePattern(query.q));
    const total = query.count ? await where.count(this.dataSource, 'register_rows') : undefined;
    if (query.cursor) {
      const [at, place] = decodeCursor(query.cursor, 'instant', 'text');
      where.and((a, b) => `(registered_at, place) < (${a}::timestamptz, ${b}::text)`, at, place);
    }
    const rows: Row[] = await this.dataSource.query(
      `SELECT number, kind, record AS id, party, title, confidential, masked, registered_at, registered_at::text AS newest, place
       FROM register_rows WHERE ${where.sql}
       ORDER BY registered_at DESC, place DESC ${where.page(query)}`,
      where.values,
    );
    const toRow = ({ registered_at, newest: _newest, place: _place, ...row }: Row) => ({
      ...row,
      registeredAt: registered_at.toISOString(),
    });
    return pageOf(query, rows, toRow, (row) => [row.newest, row.place], total);
  }
}
