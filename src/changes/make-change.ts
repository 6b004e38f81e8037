import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditTrail } from '../audit/audit-trail.js';
import { Clock } from '../config/clock.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import type { Kind, VerbOn } from '../rules/kinds.js';
import type { Caller } from './caller.js';
import { Attempt, type Change } from './change.js';
import { keepAnswer, Replay } from './idempotency.js';
import {
  begin,
  occasionOf,
  type Also,
  type Begun,
  type RecordKind,
  type Stepping,
  type Terms,
} from './step.js';
import { warningsView } from './warnings-view.js';
import { countWriting } from './writing-quota.js';

/** Runs a use case's change in one transaction: all of it is there afterwards, or none. */
@Injectable()
export class MakeChange {
  constructor(
    private readonly dataSource: DataSource,
    private readonly auditTrail: AuditTrail,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /**
   * Takes one step of a record: `begin`, then `effect`, save, remember, and read what it has become – in one
   * transaction. What `effect` changes on the row is saved with the step.
   */
  async step<K extends Kind, Row extends Stepping<VerbOn<K>, Facts>, Facts, View extends object>(
    caller: Caller,
    kind: RecordKind<K, Row, Facts, View>,
    id: string,
    verb: VerbOn<K>,
    effect: (row: Row, change: Change, begun: Begun<Row, Facts>) => Promise<Also | void> | Also | void = () =>
      undefined,
    terms?: (row: Row) => Terms<Facts>,
  ): Promise<View> {
    return this.make(caller, async (attempt) => {
      const begun = await begin(attempt, kind, id, verb, terms);
      const { change, row, facts } = begun;
      const also = (await effect(row, change, begun)) ?? {};
      await kind.save(change, row, occasionOf(kind, row, verb), also);
      const alone = warningsView(kind.warns?.(verb, facts) ?? [], caller).warnings ?? [];
      const warnings = [...(also.warnings ?? []), ...alone];
      const view = await kind.read(change, id, row);
      return { ...view, ...also.answer, ...((also.warnings || alone.length > 0) && { warnings }) };
    });
  }

  /** Answers with what `work` returns, or with the first answer when the caller repeats a request. */
  async make<View>(caller: Caller, work: (attempt: Attempt) => Promise<View>): Promise<View> {
    try {
      return await this.dataSource.transaction(async (tx) => {
        const attempt = new Attempt(tx, caller, this.auditTrail, this.clock.today());
        const view = await work(attempt);
        caller.refuseWrongFields();
        await keepAnswer(tx, caller, view, attempt.created);
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
