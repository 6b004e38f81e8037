import { Injectable } from '@nestjs/common';
import type { Change } from '../changes/change.js';
import { PromiseDeliveries } from '../delivery/promise-deliveries.js';
import type { Handover } from '../delivery/topics.js';
import type { Role } from '../rules/actor.js';
import type { Consultation } from './consultation.entity.js';

/** Whose turn it is now: those of a role at the consultee, or one person. */
type NextInTurn = { readonly role: Role } | { readonly person: string | null };

/** Tells whoever goes on with a matter inside its board. It is theirs alone: each reads it, and marks it read, for themselves. */
@Injectable()
export class HandOver {
  constructor(private readonly promiseDeliveries: PromiseDeliveries) {}

  /** Whoever does it is told nothing, and nobody is told of what is kept from them. */
  async tell(
    { tx, caller, today }: Change,
    consultation: Consultation,
    topic: Handover,
    ...next: readonly NextInTurn[]
  ): Promise<void> {
    const { consulteeCode: body, ownSeenBy, statementSeenBy } = consultation;
    if (body === null) return;
    const people: { username: string }[] = await tx.query(
      `SELECT DISTINCT username FROM effective_roles JOIN people USING (username)
       WHERE body_code = $1 AND active AND role NOT IN ('reader', 'administrator') AND (role = ANY($2) OR username = ANY($3))
         AND username <> $4 AND (SELECT is_open_to($5, own) AND is_open_to($6, own) FROM marks_of(username, $7) AS own)
       ORDER BY username`,
      [
        body,
        next.flatMap((each) => ('role' in each ? each.role : [])),
        next.flatMap((each) => ('person' in each ? (each.person ?? []) : [])),
        caller.actor.username,
        ownSeenBy,
        statementSeenBy,
        today,
      ],
    );
    await this.promiseDeliveries.promise(
      tx,
      people.map(({ username: person }) => ({
        kind: 'notice',
        topic,
        senderBody: null,
        recipient: { body, person },
        ...consultation.about,
      })),
    );
  }
}
