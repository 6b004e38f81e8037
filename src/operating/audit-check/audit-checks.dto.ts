import { PageView } from '../../lists/paging.dto.js';
import type { FaultKind } from '../verify-audit/fault.js';

export const AUDIT_CHECK_STATES = ['waiting', 'running', 'whole', 'broken', 'interrupted'] as const;
export type AuditCheckState = (typeof AUDIT_CHECK_STATES)[number];

/** The first thing that is wrong with the audit trail. */
export class AuditFaultView {
  /** What is wrong, for programs. @example "event-altered" */
  kind!: FaultKind;
  /** Number of the event, as the command `verify-audit` tells it; null where it is of none. @example 4711 */
  event!: number | null;
  /** The same in the language of the request. @example "En händelse är ändrad sedan den skrevs." */
  detail!: string;
}

/** A check of the whole audit trail. */
export class AuditCheckView {
  /** @example "5b1f9d0e-2c6a-4f0b-9d3e-7a1c2b3d4e5f" */
  id!: string;
  /** `waiting` until a worker begins, then `running`; `whole` or `broken` as it was found, `interrupted` where the processes that were at it were killed or failed, each time anew. @example "whole" */
  state!: AuditCheckState;
  /** @example "2026-11-28T01:00:03.000Z" */
  askedAt!: string;
  /** Username of who asked for it; null for that of a night. @example null */
  askedBy!: string | null;
  /** @example "2026-11-28T01:00:04.000Z" */
  startedAt!: string | null;
  /** @example "2026-11-28T01:00:19.000Z" */
  endedAt!: string | null;
  /** How many events there were. @example 37112 */
  events!: number | null;
  /** Number of the first event. @example 1 */
  firstEvent!: number | null;
  /** When it was written. @example "2025-01-07T08:12:00.000Z" */
  firstEventAt!: string | null;
  /** Number of the last event. @example 37140 */
  lastEvent!: number | null;
  /** When it was written. @example "2026-11-27T16:41:00.000Z" */
  lastEventAt!: string | null;
  /** Null unless `broken`. */
  fault!: AuditFaultView | null;
}

/** The checks of the audit trail, the latest first. */
export class AuditChecksPage extends PageView {
  items!: AuditCheckView[];
}
