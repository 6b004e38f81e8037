import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Caller } from '../changes/caller.js';
import { decodeCursor, encodeCursor, MOST_COUNTED, offsetOf, pageOf, totalOf } from '../lists/paging.js';
import { authorize } from '../rules/policy.js';
import { NotFound } from '../rules/problem.js';
import type { RegisterPage, RegisterQuery, RegisterRowView } from './register.dto.js';

type Row = Omit<RegisterRowView, 'registeredAt'> & { registered_at: Date; newest: string; place: string };

const registerOf = (body: string): string => `register of ${body}`;

/** Where the page begins whose rows were all entered before an instant. */
export const cursorBefore = (body: string, query: RegisterQuery, instant: Date): string =>
  encodeCursor(registerOf(body), query, [instant.toISOString().replace('T', ' ').replace('Z', '+00'), '']);

/** The register that each body owes (OSL 5:1–2), for those who belong to it. */
@Injectable()
export class ReadBodyRegister {
  constructor(private readonly dataSource: DataSource) {}

  /** Asked before anything is done with what is asked for. @throws NotFound for no body, NotPermitted for whoever is not of it. */
  async permitted(caller: Caller, body: string): Promise<void> {
    const known: object[] = await this.dataSource.query('SELECT FROM bodies WHERE code = $1', [body]);
    if (known.length === 0) throw new NotFound();
    authorize(caller.actor, 'body.read-register', { body });
  }

  /** Newest first. @throws NotFound for no body, NotPermitted for whoever is not of it. */
  async read(caller: Caller, body: string, query: RegisterQuery): Promise<RegisterPage> {
    await this.permitted(caller, body);
    const [before, place] = decodeCursor(registerOf(body), query, 'instant', 'text') ?? [null, null];
    const rows: Row[] = await this.dataSource.query(
      `SELECT received_on AS "receivedOn", number, kind, record AS id, party, title,
         (SELECT classification FROM cases WHERE NOT confidential AND cases.id = CASE kind WHEN 'case' THEN record ELSE (
           SELECT case_id FROM consultations own_reply WHERE own_reply.id = record AND own_reply.referral_id IS NULL) END),
         confidential, masked, registered_at, registered_at::text AS newest, place
       FROM register_listed($1::text, $2::text, $3::timestamptz, $4::text, $5::integer, $6::integer)
       ORDER BY registered_at DESC, place DESC`,
      [query.q ?? null, body, before, place, query.limit + 1, offsetOf(query)],
    );
    const toRow = ({ registered_at, newest: _newest, place: _place, ...row }: Row) => ({
      ...row,
      registeredAt: registered_at.toISOString(),
    });
    const total = await totalOf(query, rows, async () => {
      const [row]: { total: number }[] = await this.dataSource.query(
        'SELECT register_counted($1::text, $2::text, $3::integer) AS total',
        [query.q ?? null, body, MOST_COUNTED + 1],
      );
      return row!.total;
    });
    return pageOf(registerOf(body), query, rows, toRow, (row) => [row.newest, row.place], total);
  }
}
