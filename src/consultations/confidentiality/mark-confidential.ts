import { Injectable } from '@nestjs/common';
import type { ConfidentialityBody, ConfidentialType } from '../../confidentiality/confidentiality.dto.js';
import { removeMarking, WriteMarking } from '../../confidentiality/write-marking.js';
import type { Caller } from '../../changes/caller.js';
import type { Attempt, Change, Occasion } from '../../changes/change.js';
import { MakeChange } from '../../changes/make-change.js';
import { begin, occasionOf, type Stepping } from '../../changes/step.js';
import { warningsView } from '../../changes/warnings-view.js';
import type { VerbOn } from '../../rules/kinds.js';
import { Invalid, type Reason } from '../../rules/problem.js';
import type { Confidential, Markable, Verb } from './confidential-records.js';
import { keptOut } from './kept-out.js';
import { TellOtherSide } from './tell-other-side.js';
import { because } from '../refusals.js';

/** Marks what is confidential, and lifts it again. Both take effect when they commit, at the body whose it is. */
@Injectable()
export class MarkConfidential {
  constructor(
    private readonly makeChange: MakeChange,
    private readonly writeMarking: WriteMarking,
    private readonly tellOtherSide: TellOtherSide,
  ) {}

  /**
   * Warns of the body's own people who are kept from their work by it. Marked again, it is changed. Whoever else has a
   * part in it is told, unless only the list has changed, and keeps what is theirs.
   */
  async mark<K extends Markable, Row extends Stepping<VerbOn<K>, Facts>, Facts, View extends object>(
    caller: Caller,
    record: Confidential<K, Row, Facts, View>,
    id: string,
    body: ConfidentialityBody,
  ): Promise<View> {
    return this.makeChange.make(caller, async (attempt) => {
      const { change, row, type, owner, occasion } = await beginWith(
        attempt,
        record,
        id,
        'mark-confidential',
      );
      const { before, after, strangers } = await this.writeMarking.write(change, type, id, owner, body);
      await record.kind.save(change, row, occasion, {
        before: { confidentiality: before && { of: type, ...before } },
        after: { confidentiality: { of: type, ...after } },
      });
      if (!before || DECIDED.some((field) => before[field] !== after[field])) {
        await this.tellOtherSide.ofMarking(change, type, id, owner, after);
      }
      const warnings = [
        ...strangers.map((name) => notOfThisBody(name, owner)),
        ...(await keptOut(change.tx, type, id)),
      ];
      return { ...(await record.kind.read(change, id, row)), ...warningsView(warnings, caller) };
    });
  }

  /** @throws TransitionRefused for what is not confidential by itself. */
  async lift<K extends Markable, Row extends Stepping<VerbOn<K>, Facts>, Facts, View extends object>(
    caller: Caller,
    record: Confidential<K, Row, Facts, View>,
    id: string,
  ): Promise<View> {
    return this.makeChange.make(caller, async (attempt) => {
      const { change, row, type, owner, occasion } = await beginWith(
        attempt,
        record,
        id,
        'lift-confidentiality',
      );
      const before = await removeMarking(change.tx, type, id);
      await record.kind.save(change, row, occasion, {
        before: { confidentiality: { of: type, ...before } },
        after: { confidentiality: null },
      });
      await this.tellOtherSide.ofLifting(change, type, id, owner);
      return record.kind.read(change, id, row);
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

async function beginWith<K extends Markable, Row extends Stepping<VerbOn<K>, Facts>, Facts, View>(
  attempt: Attempt,
  record: Confidential<K, Row, Facts, View>,
  id: string,
  verb: Verb,
): Promise<{ change: Change; row: Row; type: ConfidentialType; owner: string; occasion: Occasion }> {
  const { kind, terms } = record;
  const typeOf = (row: Row) => record.type(row, attempt.caller.actor, verb);
  const { change, row } = await begin(
    attempt,
    kind,
    id,
    verb as VerbOn<K>,
    terms && ((locked) => terms(locked, typeOf(locked))),
  );
  const [type, about] = [typeOf(row), occasionOf(kind, row, verb as VerbOn<K>)];
  if (type === 'consultation' && about.referralId === null)
    throw new Invalid({ pointer: '/of', ...because.markTheCase });
  const owner = record.owner(row, type);
  return { change, row, type, owner, occasion: { ...about, body: owner } };
}
