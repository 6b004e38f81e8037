import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock.js';
import type { Caller } from '../changes/caller.js';
import type { Change } from '../changes/change.js';
import { MakeChange } from '../changes/make-change.js';
import { warningsView } from '../changes/warnings-view.js';
import { publicationIsVisible } from '../identity/visibility.js';
import { holdsPersonalNumber, personalDataWarnings } from '../rules/personal-data.js';
import { Invalid, type InvalidValue } from '../rules/problem.js';
import type { PublicationKind } from '../rules/publication-lifecycle.js';
import { Publication } from './publication.entity.js';
import { aboutPublication } from './publication.kind.js';
import { lockPublishable, type Party } from './publishable.js';
import type { PublicationView, PublishBody } from './publications.dto.js';
import { idOfPublication, readPublication } from './publications.queries.js';
import { because } from './refusals.js';

/** Shows a record to everyone until a day, or sets anew how one reads that is shown already. */
@Injectable()
export class PublishRecord {
  constructor(
    private readonly makeChange: MakeChange,
    private readonly clock: Clock,
  ) {}

  /** The record is locked, so that it is published as the registrar has read it, and once. */
  async publish(
    caller: Caller,
    kind: PublicationKind,
    id: string,
    body: PublishBody,
  ): Promise<PublicationView> {
    const today = this.clock.today();
    return this.makeChange.make(caller, async (attempt) => {
      const { change, ...record } = await lockPublishable[kind](attempt, id);
      refusePast(body.removeOn, today);
      const found = await lockExisting(change, kind, id);
      const publication = found ?? new Publication();
      publication.take('publish');
      const title = body.publicTitle ?? record.title;
      refusePersonalNumber(title);
      Object.assign(publication, record.fields, {
        title,
        hidesParty: body.hidesParty ?? false,
        parties: body.hidesParty ? [] : namedOf(record.parties, body.organisations ?? []),
        removeOn: body.removeOn,
        publishedAt: this.clock.now(),
      });
      const occasion = { verb: 'publish', objectType: 'publication', ...aboutPublication(publication) };
      if (found) await change.save(Publication, publication, occasion);
      else await change.insert(Publication, publication, occasion);
      const view = await readPublication(change.tx, caller, publication.id, today);
      const warnings = [...(view.masked ? [because.confidential] : []), ...personalDataWarnings(title)];
      return { ...view, ...warningsView(warnings, caller) };
    });
  }
}

/** The publication there is of a record already, whatever its state. The record's lock is held. */
async function lockExisting(
  change: Change,
  kind: PublicationKind,
  recordId: string,
): Promise<Publication | undefined> {
  const publication = await idOfPublication(change.tx, kind, recordId);
  return publication === undefined ? undefined : change.lock(Publication, publication, publicationIsVisible);
}

/**
 * The parties that everyone may know the names of: organisations, as they were registered or as the registrar says now.
 *
 * @throws Invalid for an organisation that is no party: misspelt, it would silently stay unnamed.
 */
function namedOf(parties: readonly Party[], organisations: readonly string[]): string[] {
  const strangers = organisations.flatMap((name, index) =>
    parties.some((party) => party.name === name) ? [] : [unknownParty(index)],
  );
  const [first, ...rest] = strangers;
  if (first) throw new Invalid(first, ...rest);
  return parties
    .filter(({ name, kind }) => kind === 'organisation' || organisations.includes(name))
    .map(({ name }) => name);
}

const unknownParty = (index: number): InvalidValue => ({
  pointer: `/organisations/${index}`,
  ...because.unknownParty,
});

function refusePast(removeOn: string, today: string): void {
  if (removeOn > today) return;
  throw new Invalid({ pointer: '/removeOn', ...because.notInTheFuture });
}

/** GDPR, dataskyddslagen 3:10: no identity number where everyone can read it. */
function refusePersonalNumber(title: string): void {
  if (!holdsPersonalNumber(title)) return;
  throw new Invalid({ pointer: '/publicTitle', ...because.personalNumber });
}
