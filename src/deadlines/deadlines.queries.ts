import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../config/clock.js';
import type { Caller } from '../changes/caller.js';
import type { PageQuery } from '../lists/paging.dto.js';
import { consultationIsVisible, scopeOf } from '../identity/visibility.js';
import { NotFound } from '../rules/problem.js';
import type { ExtensionsPage, ExtensionView } from './deadlines.dto.js';
import { listExtensions, readExtension } from './read-extensions.js';
import { readReminders } from './reminders/read-reminders.js';
import type { RemindersPage } from './reminders/reminders.dto.js';

@Injectable()
export class DeadlinesQueries {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  async extension(caller: Caller, id: string, explain?: 'actions'): Promise<ExtensionView> {
    return readExtension(this.dataSource, caller, id, explain);
  }

  async extensions(caller: Caller, consultationId: string, query: PageQuery): Promise<ExtensionsPage> {
    await this.mustSee(caller, consultationId);
    return listExtensions(this.dataSource, caller, consultationId, query);
  }

  async reminders(caller: Caller, consultationId: string, query: PageQuery): Promise<RemindersPage> {
    return readReminders(this.dataSource, caller, consultationId, query, this.clock.today());
  }

  /** @throws NotFound when the consultation is absent or not visible to the caller. */
  private async mustSee(caller: Caller, id: string): Promise<void> {
    const seen: object[] = await this.dataSource.query(
      `SELECT FROM consultations WHERE id = $3 AND ${consultationIsVisible('consultations')}`,
      [...scopeOf(caller.actor), id],
    );
    if (seen.length === 0) throw new NotFound();
    caller.hasRead('consultations', id);
  }
}
