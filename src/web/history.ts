import { Injectable } from '@nestjs/common';
import type { AuditEventView } from '../cases/audit-trail.dto.js';
import { ReadAuditTrail } from '../cases/read-audit-trail.js';
import type { Caller } from '../changes/caller.js';
import { permits } from '../rules/policy.js';

/** What has happened, as a page tells it. */
export type Told = Pick<AuditEventView, 'at' | 'summary'>;

const SHOWN = 20;

/** The latest of the history of a case, or of one of its referrals. */
@Injectable()
export class History {
  constructor(private readonly auditTrail: ReadAuditTrail) {}

  /** Nothing to whoever may not read the audit trail: readers. */
  async latest(
    caller: Caller,
    { caseId, body, referralId }: { caseId: string; body: string; referralId?: string },
  ): Promise<readonly Told[]> {
    if (!permits(caller.actor, 'case.read-audit-trail', { body })) return [];
    return this.auditTrail.latest(caller, caseId, SHOWN, referralId);
  }
}
