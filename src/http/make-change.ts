import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditTrail } from '../audit/audit-trail.js';
import type { Caller } from './caller.js';
import { Change } from './change.js';
import { keepAnswer, Replay } from './idempotency.js';

/** Runs a use case's change in one transaction: all of it is there afterwards, or none. */
@Injectable()
export class MakeChange {
  constructor(
    private readonly dataSource: DataSource,
    private readonly auditTrail: AuditTrail,
  ) {}

  /** Answers with what `work` returns, or with the first answer when the caller repeats a request. */
  async make<View>(caller: Caller, work: (change: Change) => Promise<View>): Promise<View> {
    try {
      return await this.dataSource.transaction(async (tx) => {
        const view = await work(new Change(tx, caller, this.auditTrail));
        await keepAnswer(tx, caller, view);
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
