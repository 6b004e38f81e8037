import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditTrail } from '../audit/audit-trail.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import type { Caller } from './caller.js';
import { Change } from './change.js';
import { keepAnswer, Replay } from './idempotency.js';
import { countWriting } from './writing-quota.js';

/** Runs a use case's change in one transaction: all of it is there afterwards, or none. */
@Injectable()
export class MakeChange {
  constructor(
    private readonly dataSource: DataSource,
    private readonly auditTrail: AuditTrail,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Answers with what `work` returns, or with the first answer when the caller repeats a request. */
  async make<View>(caller: Caller, work: (change: Change) => Promise<View>): Promise<View> {
    try {
      return await this.dataSource.transaction(async (tx) => {
        const change = new Change(tx, caller, this.auditTrail);
        const view = await work(change);
        await keepAnswer(tx, caller, view, change.created);
        await countWriting(tx, caller, this.settings.WRITTEN_MEGABYTES_PER_DAY * 1024 * 1024);
        caller.readings.forget();
        return view;
      });
    } catch (ended) {
      if (ended instanceof Replay) {
        caller.readings.add(...ended.read);
        return ended.response as View;
      }
      throw ended;
    }
  }
}
