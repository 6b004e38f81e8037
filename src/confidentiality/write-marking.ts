import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../config/clock.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import type { Change } from '../changes/change.js';
import { notInTheFuture } from '../http/field-rules.js';
import { unknownBody } from '../organisation/register.js';
import { Invalid, type InvalidValue } from '../rules/problem.js';
import type { ConfidentialityBody, ConfidentialType, OthersSee } from './confidentiality.dto.js';
import { markOf } from './read-markings.js';
import { because } from './refusals.js';

/** A marking as it is stored, and as its audit event tells it. */
export interface StoredMarking {
  readonly provision: string;
  readonly decidedOn: string;
  readonly authority: string;
  readonly seenBy: readonly string[];
  readonly othersSee: OthersSee;
}

interface WrittenMarking {
  readonly before: StoredMarking | null;
  readonly after: StoredMarking;
  /** People on the list who are not of the body. Whether there is somebody of that name elsewhere is not told. */
  readonly strangers: readonly string[];
}

const COLUMNS = `provision, decided_on AS "decidedOn", authority, seen_by AS "seenBy", others_see AS "othersSee"`;

/** Writes the marking of a record. Says nothing of whether the caller may: that is for whoever calls. */
@Injectable()
export class WriteMarking {
  constructor(
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /**
   * Marks a record that the caller has locked, or changes its marking; the database spreads the list to what belongs
   * to it, in the same transaction. Answers with the marking as it was and as it is.
   *
   * @param owner the body whose it is, and whose people it binds: the one that decided, when none is named.
   * @param at where in the request the marking stands, as a JSON pointer.
   * @throws Invalid for a list that names an unknown body, or not the caller, who could not undo it.
   */
  async write(
    { tx, caller }: Change,
    type: ConfidentialType,
    id: string,
    owner: string,
    { provision, seenBy, ...body }: ConfidentialityBody,
    at = '',
  ): Promise<WrittenMarking> {
    const today = this.clock.today();
    notInTheFuture(`${at}/decidedOn`, body.decidedOn, today);
    const authority = body.authority ?? owner;
    const strangers = await refuseUnknown(tx, seenBy, authority, owner, at);
    const marks = [...new Set(seenBy.map(markOf))];
    if (!caller.actor.isOn(marks)) throw new Invalid({ pointer: `${at}/seenBy`, ...because.locksYouOut });
    const decidedOn = body.decidedOn ?? today;
    const othersSee = body.othersSee ?? this.settings.CONFIDENTIAL_OTHERS_SEE;
    const [before]: StoredMarking[] = await tx.query(
      `SELECT ${COLUMNS} FROM confidentiality WHERE object_type = $1 AND object_id = $2`,
      [type, id],
    );
    await tx.query(
      `INSERT INTO confidentiality (object_type, object_id, provision, decided_on, authority, seen_by, others_see)
       VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (object_type, object_id) DO UPDATE SET provision = $3, decided_on = $4, authority = $5, seen_by = $6,
         others_see = $7`,
      [type, id, provision, decidedOn, authority, marks, othersSee],
    );
    const after = { provision, decidedOn, authority, seenBy: marks, othersSee };
    return { before: before ?? null, after, strangers };
  }
}

/** Answers with what it was; undefined when it was not confidential. */
export async function removeMarking(
  tx: EntityManager,
  type: ConfidentialType,
  id: string,
): Promise<StoredMarking | undefined> {
  const [[removed]]: [StoredMarking[], number] = await tx.query(
    `DELETE FROM confidentiality WHERE object_type = $1 AND object_id = $2 RETURNING ${COLUMNS}`,
    [type, id],
  );
  return removed;
}

async function refuseUnknown(
  tx: EntityManager,
  seenBy: ConfidentialityBody['seenBy'],
  authority: string,
  owner: string,
  at: string,
): Promise<string[]> {
  const bodies = [...seenBy.flatMap(({ body }) => body ?? []), authority];
  const people = seenBy.flatMap(({ person }) => person ?? []);
  const known: { name: string }[] = await tx.query(
    `SELECT code AS name FROM bodies WHERE code = ANY($1)
     UNION ALL SELECT '@' || username FROM effective_roles WHERE username = ANY($2) AND body_code = $3
     UNION ALL SELECT '@client:' || id FROM api_clients WHERE 'client:' || id = ANY($2) AND body_code = $3`,
    [bodies, people, owner],
  );
  const names = new Set(known.map(({ name }) => name));
  if (!names.has(authority)) throw unknownBody(`${at}/authority`);
  const [first, ...rest] = seenBy.flatMap(({ body, role, person }, index): InvalidValue[] => {
    const pointer = `${at}/seenBy/${index}`;
    if ((body === undefined) === (person === undefined) || (role !== undefined && body === undefined)) {
      return [{ pointer, ...because.seenBy }];
    }
    if (body === undefined || names.has(body)) return [];
    return [{ pointer: `${pointer}/body`, ...because.unknownSeenBy }];
  });
  if (first) throw new Invalid(first, ...rest);
  return people.filter((person) => !names.has(`@${person}`));
}
