import { Injectable } from '@nestjs/common';
import type { MarkConfidentialBody } from '../../confidentiality/confidentiality.dto.js';
import { removeMarking, WriteMarking } from '../../confidentiality/write-marking.js';
import { Clock } from '../../config/clock.js';
import type { Caller } from '../../http/caller.js';
import type { Versioned } from '../../http/change.js';
import { MakeChange } from '../../http/make-change.js';
import { warningsView } from '../../http/warnings-view.js';
import { Conflict } from '../../rules/problem.js';
import type { ConfidentialRecord } from './confidential-records.js';
import { keptOut } from './kept-out.js';

/** Marks what is confidential, and lifts it again. Both take effect when they commit, on all that belongs to it. */
@Injectable()
export class MarkConfidential {
  constructor(
    private readonly makeChange: MakeChange,
    private readonly writeMarking: WriteMarking,
    private readonly clock: Clock,
  ) {}

  /** Warns of consultees and officers who are kept from their own work by it. Marked again, it is changed. */
  async mark<Row extends Versioned, View extends object>(
    caller: Caller,
    kind: ConfidentialRecord<Row, View>,
    id: string,
    { reason: _reason, ...body }: MarkConfidentialBody,
  ): Promise<View> {
    return this.makeChange.make(caller, async (change) => {
      const row = await change.lock(kind.entity, id, kind.visible);
      await change.permit(kind.action('mark-confidential'), kind.subject(row), row.version);
      const { before, after } = await this.writeMarking.write(change, kind.type, id, kind.owner(row), body);
      await change.save(
        kind.entity,
        row,
        { ...kind.occasion(row), verb: 'mark-confidential', body: kind.owner(row) },
        { before: { confidentiality: before }, after: { confidentiality: after } },
      );
      const warnings = await keptOut(change.tx, kind.type, id);
      return { ...(await kind.read(change, id, this.clock.today())), ...warningsView(warnings, caller) };
    });
  }

  /** @throws Conflict for what is not confidential by itself. */
  async lift<Row extends Versioned, View extends object>(
    caller: Caller,
    kind: ConfidentialRecord<Row, View>,
    id: string,
  ): Promise<View> {
    return this.makeChange.make(caller, async (change) => {
      const row = await change.lock(kind.entity, id, kind.visible);
      await change.permit(kind.action('lift-confidentiality'), kind.subject(row), row.version);
      const before = await removeMarking(change.tx, kind.type, id);
      if (!before) throw notConfidential();
      await change.save(
        kind.entity,
        row,
        { ...kind.occasion(row), verb: 'lift-confidentiality', body: kind.owner(row) },
        { before: { confidentiality: before }, after: { confidentiality: null } },
      );
      return kind.read(change, id, this.clock.today());
    });
  }
}

function notConfidential(): Conflict {
  return new Conflict({
    code: 'not-confidential',
    detail: { sv: 'Den är inte sekretessmarkerad.', en: 'It is not marked confidential.' },
  });
}
