import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Caller } from '../../changes/caller.js';
import type { ConfidentialityView, ConfidentialType } from '../../confidentiality/confidentiality.dto.js';
import { markOf } from '../../confidentiality/read-markings.js';
import { PublicationsQueries } from '../../publication/publications.queries.js';
import { STAFF } from '../../rules/actor.js';
import type { PublicationKind } from '../../rules/publication-lifecycle.js';
import { roleTitles } from '../../rules/role-words.js';
import type { Language, Texts } from '../../rules/texts.js';
import { partWords, type MarkingOffer, type Offers } from './offers.js';
import { ReadNames } from '../frame/read-names.js';
import { t, type Options } from './step-field.js';

/** What is marked or published, and by whom. */
interface OfRecord {
  readonly kind: PublicationKind | 'document';
  readonly id: string;
  readonly title: string;
  /** What of it is the reader's to mark, with the body whose it is. */
  readonly parts: readonly (readonly [of: ConfidentialType, owner: string])[];
  readonly confidentiality: readonly ConfidentialityView[];
  /** How the other body has marked its own, where that is for the reader's to decide on. */
  readonly suggested?: Partial<ConfidentialityView> | undefined;
}

/** Reads what the forms of marking and publishing are chosen from, where one of them is shown. */
@Injectable()
export class ReadOffers {
  constructor(
    private readonly dataSource: DataSource,
    private readonly names: ReadNames,
    private readonly publications: PublicationsQueries,
  ) {}

  async of(caller: Caller, verb: string, record: OfRecord): Promise<Offers> {
    const { kind, id, title } = record;
    if (verb === 'publish' && kind !== 'document') {
      const [publication, parties] = await Promise.all([
        this.publications.ofRecord(caller, kind, id),
        this.publications.unsaidParties(kind, id),
      ]);
      return { publishing: { publication, title, parties } };
    }
    if (verb === 'mark-confidential' || verb === 'lift-confidentiality')
      return { marking: await this.marking(caller, verb, record) };
    return {};
  }

  private async marking(
    { language }: Caller,
    verb: 'mark-confidential' | 'lift-confidentiality',
    { parts, confidentiality, suggested }: OfRecord,
  ): Promise<MarkingOffer> {
    const marked = confidentiality.filter(({ of }) => parts.some(([part]) => part === of));
    const known = marked[0] ?? suggested;
    const offered =
      verb === 'mark-confidential' ? parts : parts.filter(([part]) => marked.some(({ of }) => of === part));
    const bodies = await this.names.everyBody();
    return {
      known,
      bodies,
      seers: await this.seers(
        [...new Set(parts.map(([, owner]) => owner))],
        known,
        new Map(bodies),
        language,
      ),
      parts: offered.map(([part]) => [part, (partWords as Record<string, Texts>)[part]?.[language] ?? '']),
    };
  }

  /** The body's staff as a whole, by role and by name; and whoever else is on the list already. */
  private async seers(
    owners: readonly string[],
    known: MarkingOffer['known'],
    bodies: ReadonlyMap<string, string>,
    language: Language,
  ): Promise<Options> {
    const people: { username: string; name: string }[] = await this.dataSource.query(
      `SELECT DISTINCT people.username, people.name FROM effective_roles JOIN people USING (username)
       WHERE body_code = ANY($1) AND role <> 'administrator' AND active ORDER BY name, username`,
      [owners],
    );
    const offered: Options = [
      ...owners.flatMap((owner) => [
        [owner, inWords(owner, bodies, language)] as const,
        ...STAFF.map((role) => `${owner}:${role}`).map(
          (mark) => [mark, inWords(mark, bodies, language)] as const,
        ),
      ]),
      ...people.map(({ username, name }) => [`@${username}`, name] as const),
    ];
    const others = (known?.seenBy ?? [])
      .map(markOf)
      .filter((mark) => !offered.some(([each]) => each === mark));
    return [...offered, ...others.map((mark) => [mark, inWords(mark, bodies, language)] as const)];
  }
}

/** Somebody on a list of who may see it, as a reader would call them. */
function inWords(mark: string, bodies: ReadonlyMap<string, string>, language: Language): string {
  if (mark.startsWith('@')) return mark.slice(1);
  const [code = '', role] = mark.split(':');
  const body = bodies.get(code) ?? code;
  const titles: Readonly<Record<string, Texts>> = roleTitles;
  const title = role === undefined ? EVERYBODY : titles[role];
  return title ? `${title[language]}, ${body}` : body;
}

const EVERYBODY = t('Alla som arbetar där', 'Everybody who works there');
