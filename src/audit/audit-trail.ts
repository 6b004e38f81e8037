import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** One change: who did what to what, and what it was before and after. */
export interface AuditEvent {
  readonly actor: string;
  /** The absent person whom the actor stood in for. */
  readonly onBehalfOf?: string | null;
  /** The body the change belongs to; the other side sees only verb, state and time of it. */
  readonly body?: string | null;
  readonly verb: string;
  readonly objectType: string;
  readonly objectId: string;
  readonly caseId?: string | null;
  readonly referralId?: string | null;
  readonly consultationId?: string | null;
  readonly state?: string | null;
  readonly before?: object | null;
  readonly after?: object | null;
  readonly reason?: string | null;
  readonly requestId?: string | null;
}

/** Insert-only: the runtime role can neither change nor remove an event. */
@Injectable()
export class AuditTrail {
  /** Writes the event in the caller's transaction, so that there is an event if, and only if, there is a change. */
  async remember(tx: EntityManager, event: AuditEvent): Promise<void> {
    await tx.query(
      `INSERT INTO audit_events (actor, body_code, verb, object_type, object_id, case_id, referral_id,
         consultation_id, state, before, after, reason, request_id, on_behalf_of)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
      [
        event.actor,
        event.body ?? null,
        event.verb,
        event.objectType,
        event.objectId,
        event.caseId ?? null,
        event.referralId ?? null,
        event.consultationId ?? null,
        event.state ?? null,
        event.before ?? null,
        event.after ?? null,
        event.reason ?? null,
        event.requestId ?? null,
        event.onBehalfOf ?? null,
      ],
    );
  }
}
