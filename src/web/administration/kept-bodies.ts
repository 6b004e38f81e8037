import { Injectable } from '@nestjs/common';
import { NotFound } from '../../rules/problem.js';
import { permits, type Action } from '../../rules/policy.js';
import { ReadNames } from '../frame/read-names.js';
import type { Reader } from '../frame/staff-frame.js';
import type { Options } from '../steps/step-field.js';
import { said } from '../frame/list-parts.js';

/** The bodies that the reader does something for, of which a page shows one at a time. */
@Injectable()
export class KeptBodies {
  constructor(private readonly names: ReadNames) {}

  /** Those where the policy lets the reader do it, by name. Of those wound up, the municipality's administrators see all. */
  async where({ actor }: Reader, action: Action): Promise<Options> {
    const all = await this.names.everyBody();
    return all.filter(([body]) => permits(actor, action, { body }));
  }

  /**
   * The one that the address names, else the first of those that the reader belongs to.
   *
   * @throws NotFound for one that is none of the reader's.
   */
  async chosen(
    reader: Reader,
    action: Action,
    query: Readonly<Record<string, unknown>>,
  ): Promise<{ readonly body: string; readonly name: string; readonly bodies: Options }> {
    const bodies = await this.where(reader, action);
    const { namnd } = said(query, 'namnd');
    const kept = new Map(bodies);
    const own = [...reader.actor.administratorOf, ...reader.actor.staffOf].find((code) => kept.has(code));
    const body = namnd ?? own ?? bodies[0]?.[0];
    const name = body === undefined ? undefined : kept.get(body);
    if (body === undefined || name === undefined) throw new NotFound();
    return { body, name, bodies };
  }
}

/** Whether there is a body at all where the reader may do it. */
export const mayAnywhere = ({ actor }: Reader, ...actions: readonly Action[]): boolean => {
  const bodies = [...new Set([...actor.staffOf, ...actor.readerOf, ...actor.administratorOf])];
  return actions.some((action) =>
    // What the municipality's administrators do is asked of a body that is none of theirs.
    ['', ...bodies].some((body) => permits(actor, action, { body })),
  );
};
