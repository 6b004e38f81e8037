import { Injectable } from '@nestjs/common';
import { ArrayMaxSize, ArrayMinSize } from 'class-validator';
import { hash, type Caller } from '../../changes/caller.js';
import { ListOf } from '../../http/field-rules.js';
import { WriteBody } from '../../http/write.dto.js';
import { bodyKindWords } from '../../organisation/body-words.js';
import { BODY_KINDS } from '../../organisation/body.entity.js';
import { KeepBodies } from '../../organisation/keep-bodies.js';
import { AddBodyBody } from '../../organisation/bodies.dto.js';
import { because } from '../../organisation/refusals.js';
import { Conflict } from '../../rules/problem.js';
import type { Texts } from '../../rules/texts.js';
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
    // A spreadsheet saves with commas too, where nothing else parts the line.
    .split(/[;\t]/.test(line) ? /[;\t]/ : ',')
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

  async add(caller: Caller, { bodies }: AddBodiesBody): Promise<AddedBodies> {
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
    return { added: bodies.length - there.length, there };
  }
}

/** What was done with a list of bodies. */
export interface AddedBodies {
  readonly added: number;
  /** Codes of those that were there already, and stay as they are. */
  readonly there: readonly string[];
}

export const addedInWords = ({ added, there }: AddedBodies): Texts => {
  const more = there.length > 0 ? there.join(', ') : undefined;
  return t(
    `${added} organ lades upp.${more ? ` Fanns redan: ${more}.` : ''}`,
    `${added === 1 ? '1 body was' : `${added} bodies were`} added.${more ? ` There already: ${more}.` : ''}`,
  );
};

/** Each part of a form that makes several things is remembered under a key of its own: sent twice, it makes each once. */
export function ofOne(caller: Caller, index: number): Caller {
  const { idempotencyKey, fingerprint, ...terms } = caller.terms;
  return caller.on({
    ...terms,
    fingerprint: hash(`${fingerprint}\n${index}`),
    ...(idempotencyKey !== undefined && { idempotencyKey: `${idempotencyKey}-${index}` }),
  });
}
