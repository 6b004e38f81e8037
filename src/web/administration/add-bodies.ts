import { Injectable } from '@nestjs/common';
import { ArrayMaxSize, ArrayMinSize } from 'class-validator';
import { hash, type Caller } from '../../changes/caller.js';
import type { WarningView } from '../../changes/warning.dto.js';
import { ListOf } from '../../http/field-rules.js';
import { WriteBody } from '../../http/write.dto.js';
import { bodyKindWords } from '../../organisation/body-words.js';
import { BODY_KINDS } from '../../organisation/body.entity.js';
import { KeepBodies } from '../../organisation/keep-bodies.js';
import { AddBodyBody } from '../../organisation/bodies.dto.js';
import { because } from '../../organisation/refusals.js';
import { Conflict } from '../../rules/problem.js';
import { t } from '../steps/step-field.js';

/** Several bodies, each as one is added by itself. */
export class AddBodiesBody extends WriteBody {
  @ListOf(() => AddBodyBody)
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  bodies!: AddBodyBody[];
}

/** A line such as `MN; Miljönämnden; Nämnd`: the kind in either language, a board where none is said. */
export function bodyIn(line: string): object {
  const [code = '', name = '', said] = line
    .split(/[;\t]/)
    .map((part) => part.trim().replace(/^"(.*)"$/, '$1'));
  const kind =
    said === undefined || said === ''
      ? 'board'
      : (BODY_KINDS.find((each) =>
          Object.values(bodyKindWords[each]).some((word) => word.toLowerCase() === said.toLowerCase()),
        ) ?? said);
  return { code, name, kind };
}

/** Adds several bodies, one after the other: one that is there already hinders no other. */
@Injectable()
export class AddBodies {
  constructor(private readonly keepBodies: KeepBodies) {}

  async add(caller: Caller, { bodies }: AddBodiesBody): Promise<{ warnings: WarningView[] }> {
    const there: string[] = [];
    for (const [index, body] of bodies.entries()) {
      try {
        await this.keepBodies.add(ofOne(caller, index), body);
      } catch (refused) {
        if (!(refused instanceof Conflict) || refused.reasons[0]?.code !== because.bodyCodeTaken.code)
          throw refused;
        there.push(body.code);
      }
    }
    const added = bodies.length - there.length;
    const more = there.length > 0 ? there.join(', ') : undefined;
    const said = t(
      `${added} organ lades upp.${more ? ` Fanns redan: ${more}.` : ''}`,
      `${added} bodies were added.${more ? ` There already: ${more}.` : ''}`,
    );
    return { warnings: [{ code: 'added', detail: caller.say(said) }] };
  }
}

/** Each part of a form that makes several things is remembered under a key of its own: sent twice, it makes each once. */
export function ofOne(caller: Caller, index: number): Caller {
  const { idempotencyKey, fingerprint, ...terms } = caller.terms;
  return caller.on({
    ...terms,
    fingerprint: hash(`${fingerprint}\n${index}`),
    ...(idempotencyKey !== undefined && { idempotencyKey: `${idempotencyKey}-${index}` }),
  });
}
