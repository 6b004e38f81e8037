import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../config/clock.js';
import { readConsultation } from '../consultations/read-consultation.js';
import type { Caller } from '../http/caller.js';
import type { PageQuery } from '../http/paging.dto.js';
import { decodeCursor, pageOf } from '../http/paging.js';
import { Where } from '../http/where.js';
import { scopeOf } from '../identity/visibility.js';
import type { ExtensionsPage, ExtensionView } from './extensions.dto.js';
import {
  EXTENSION_COLUMNS,
  extensionIsVisible,
  extensionRowView,
  readExtension,
  type ExtensionRow,
} from './read-extension.js';

@Injectable()
export class ExtensionsQueries {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  async one(caller: Caller, id: string, explain?: 'actions'): Promise<ExtensionView> {
    return readExtension(this.dataSource, caller, id, explain);
  }

  /** Oldest first, as they were asked for. */
  async ofConsultation(caller: Caller, id: string, query: PageQuery): Promise<ExtensionsPage> {
    await readConsultation(this.dataSource, caller, id, this.clock.today());
    const where = new Where(scopeOf(caller.actor), extensionIsVisible('extension'));
    where.and((consultation) => `consultation_id = ${consultation}`, id);
    const total = query.count ? await where.count(this.dataSource, 'extensions extension') : undefined;
    if (query.cursor) {
      const [at, after] = decodeCursor(query.cursor, 2);
      where.and((a, b) => `(requested_at, extension.id) > (${a}::timestamptz, ${b}::uuid)`, at, after);
    }
    const rows: (ExtensionRow & { oldest: string })[] = await this.dataSource.query(
      `SELECT ${EXTENSION_COLUMNS}, requested_at::text AS oldest
       FROM extensions extension WHERE ${where.sql} ORDER BY requested_at, extension.id ${where.page(query)}`,
      where.values,
    );
    return pageOf(
      query,
      rows,
      ({ oldest: _oldest, ...row }) => extensionRowView(row),
      (row) => [row.oldest, row.id],
      total,
    );
  }
}
