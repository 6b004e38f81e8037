import { Injectable } from '@nestjs/common';
import type { ConfidentialityBody, ConfidentialType } from '../../confidentiality/confidentiality.dto.js';
import { removeMarking, WriteMarking } from '../../confidentiality/write-marking.js';
import { Clock } from '../../config/clock.js';
import type { Caller } from '../../changes/caller.js';
import type { Change, Versioned } from '../../changes/change.js';
import { MakeChange } from '../../changes/make-change.js';
import { warningsView } from '../../http/warnings-view.js';
import { Invalid, type Reason } from '../../rules/problem.js';
import type { ConfidentialRecord } from './confidential-records.js';
import { keptOut } from './kept-out.js';
import { TellOtherSide } from './tell-other-side.js';

/** Marks what is confidential, and lifts it again. Both take effect when they commit, at the body whose it is. */
@Injectable()
export class MarkConfidential {
  constructor(
    private readonly makeChange: MakeChange,
    private readonly writeMarking: WriteMarking,
    private readonly tellOtherSide: TellOtherSide,
    private readonly clock: Clock,
  ) {}

  /**
   * Warns of the body's own people who are kept from their work by it. Marked again, it is changed. Whoever else has a
   * part in it is told, unless only the list has changed, and keeps what is theirs.
   */
  async mark<Row extends Versioned, View extends object>(
    caller: Caller,
    kind: ConfidentialRecord<Row, View>,
    id: string,
    body: ConfidentialityBody,
  ): Promise<View> {
    return this.makeChange.make(caller, async (change) => {
      const { row, type, owner } = await lockAndTake(
        change,
        kind,
        id,
        'mark-confidential',
        this.clock.today(),
      );
      const { before, after, strangers } = await this.writeMarking.write(change, type, id, owner, body);
      await change.save(
        kind.entity,
        row,
        { ...kind.occasion(row), verb: 'mark-confidential', body: owner },
        {
          before: { confidentiality: before && { of: type, ...before } },
          after: { confidentiality: { of: type, ...after } },
        },
      );
      if (!before || DECIDED.some((field) => before[field] !== after[field])) {
        await this.tellOtherSide.ofMarking(change, type, id, owner, after);
      }
      const warnings = [
        ...strangers.map((name) => notOfThisBody(name, owner)),
        ...(await keptOut(change.tx, type, id)),
      ];
      return { ...(await kind.read(change, id, this.clock.today())), ...warningsView(warnings, caller) };
    });
  }

  /** @throws TransitionRefused for what is not confidential by itself. */
  async lift<Row extends Versioned, View extends object>(
    caller: Caller,
    kind: ConfidentialRecord<Row, View>,
    id: string,
  ): Promise<View> {
    return this.makeChange.make(caller, async (change) => {
      const { row, type, owner } = await lockAndTake(
        change,
        kind,
        id,
        'lift-confidentiality',
        this.clock.today(),
      );
      const before = await removeMarking(change.tx, type, id);
      await change.save(
        kind.entity,
        row,
        { ...kind.occasion(row), verb: 'lift-confidentiality', body: owner },
        { before: { confidentiality: { of: type, ...before } }, after: { confidentiality: null } },
      );
      await this.tellOtherSide.ofLifting(change, type, id, owner);
      return kind.read(change, id, this.clock.today());
    });
  }
}

const notOfThisBody = (name: string, body: string): Reason => ({
  code: 'not-of-this-body',
  detail: {
    sv: `${name} hör inte till ${body}. Hos andra organ gäller deras egen markering.`,
    en: `${name} is not of ${body}. At other bodies their own marking holds.`,
  },
});

const DECIDED = ['provision', 'decidedOn', 'authority'] as const;

async function lockAndTake<Row extends Versioned, View extends object>(
  change: Change,
  kind: ConfidentialRecord<Row, View>,
  id: string,
  verb: 'mark-confidential' | 'lift-confidentiality',
  today: string,
): Promise<{ row: Row; type: ConfidentialType; owner: string }> {
  const row = await change.lock(kind.entity, id, kind.visible);
  const type = kind.type(row, change.caller.actor, verb);
  await change.permit(kind.action(verb), kind.subject(row, type), row.version);
  if (type === 'consultation' && kind.occasion(row).referralId === null) throw markTheCase();
  await kind.take(row, verb, type, change, today);
  return { row, type, owner: kind.owner(row, type) };
}

/** A body's own reply to an outside sender is part of its own case. */
function markTheCase(): Invalid {
  return new Invalid({
    pointer: '/of',
    code: 'mark-the-case',
    detail: {
      sv: 'Svaret hör till organets eget ärende: sekretessmarkera ärendet.',
      en: 'The reply belongs to the body’s own case: mark the case.',
    },
  });
}
