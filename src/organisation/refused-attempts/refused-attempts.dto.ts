import { PageView } from '../../lists/paging.dto.js';

/** Somebody who was refused something. Says which record, and nothing of what stands in it or was sent. */
export class RefusedAttemptView {
  /** @example 17 */
  id!: number;
  /** @example "2026-11-23T08:00:00.000Z" */
  at!: string;
  /** Username of who tried; `client:` and its id for another system. @example "bin-registrator" */
  actor!: string;
  /** 403: they see the record and may not do this. 404: they do not see it, and were not told that it is there. @example 404 */
  status!: number;
  /** What they may not do; null where they were told that there is no record. @example "consultation.approve" */
  action!: string | null;
  /** Method and address, as a pattern. @example "GET /yttra/v1/consultations/:id" */
  route!: string;
  /** Null where it was about no record. @example "consultations" */
  objectType!: string | null;
  /** @example "0d3f2c6e-8f1b-4f0e-9a53-1f1b9f3f7a10" */
  objectId!: string | null;
  /** As the answer and the log have it. @example "2b1f0c9e-6c0a-4a43-9d0b-5e0f7c8d9a10" */
  requestId!: string;
  /** The trace (W3C Trace Context) of the request. @example "4bf92f3577b34da6a3ce929d0e0e4736" */
  traceId!: string;
}

/** Refused attempts, the latest first. */
export class RefusedAttemptsPage extends PageView {
  items!: RefusedAttemptView[];
}
