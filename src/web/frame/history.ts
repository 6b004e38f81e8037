import { Injectable } from '@nestjs/common';
import type { AuditEventView } from '../../cases/audit-trail.dto.js';
import { ReadAuditTrail } from '../../cases/read-audit-trail.js';
import type { Caller } from '../../changes/caller.js';
import { permits } from '../../rules/policy.js';

/** What has happened, as a page tells it. */
export type Told = Pick<AuditEventView, 'at' | 'summary'>;

const SHOWN = 20;

interface Of {
  readonly caseId: string;
  /** Whose case it is, and whose part, where it is of one. */
  readonly body: string;
  readonly consultee?: string | null;
  readonly referralId?: string | null;
  readonly consultationId?: string;
}

/** The latest of the history of a case, of one of its referrals, or of one consultee's part. */
@Injectable()
export class History {
  constructor(private readonly auditTrail: ReadAuditTrail) {}

  /** Nothing to whoever may not read the audit trail: readers. */
  async latest(caller: Caller, { caseId, body, consultee, ...about }: Of): Promise<readonly Told[]> {
    if (!permits(caller.actor, 'case.read-audit-trail', { body, ...(consultee && { consultee }) })) return [];
    return this.auditTrail.latest(caller, caseId, SHOWN, about);
  }
}
