import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../../changes/caller.js';
import { MakeChange } from '../../changes/make-change.js';
import type { AuditCheckView } from './audit-checks.dto.js';
import { auditCheck } from './audit-checks.queries.js';

const UNDER_WAY = 'ended_at IS NULL';

/** An administrator asks for a check: the row is the promise, a worker does it, and nobody waits for that. */
@Injectable()
export class AskForAuditCheck {
  constructor(private readonly makeChange: MakeChange) {}

  /** Whoever asks while one is under way gets that one. @throws NotPermitted */
  async ask(caller: Caller): Promise<AuditCheckView> {
    return this.makeChange.make(caller, async (attempt) => {
      const change = await attempt.permit('municipality.check-audit-trail', {});
      for (;;) {
        const id = await promised(change.tx, caller.actor.username);
        if (id !== undefined)
          await change.remember({ id }, { verb: 'ask-for', objectType: 'audit-check', body: null });
        const found = await auditCheck(change.tx, UNDER_WAY, [], caller.language);
        // One that stood in the way and has ended since does so no more.
        if (found) return found;
      }
    });
  }
}

/** Undefined while another is under way, of which there is one at most. */
async function promised(tx: EntityManager, askedBy: string): Promise<string | undefined> {
  const [made]: { id: string }[] = await tx.query(
    'INSERT INTO audit_checks (asked_by) VALUES ($1) ON CONFLICT DO NOTHING RETURNING id',
    [askedBy],
  );
  return made?.id;
}
