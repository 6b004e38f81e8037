import { PageView } from '../lists/paging.dto.js';

/** One event. Of another body's work only verb, state and time are shown. */
export class AuditEventView {
  /** @example 1042 */
  id!: number;
  /** @example "2026-11-23T08:00:00.000Z" */
  at!: string;
  /** What happened, in a sentence in your language that can be read aloud. @example "Tekniska servicenämnden, TSN 2023/112: registrerades av Rut Lind, Tekniska servicenämnden." */
  summary!: string;
  /** Username of who did it; `client:` and its id for another system. @example "tsn-registrator" */
  actor!: string | null;
  /** Username of the absent person whom the actor stood in for; null when they acted in their own right. @example "tsn-handlaggare" */
  onBehalfOf!: string | null;
  /** The body it was done for. @example "TSN" */
  body!: string | null;
  /** @example "register" */
  verb!: string;
  /** @example "consultation" */
  objectType!: string;
  /** @example "0d3f2c6e-8f1b-4f0e-9a53-1f1b9f3f7a10" */
  objectId!: string;
  /** The state it led to. @example "registered" */
  state!: string | null;
  /** What was changed, as it was. @example {"state":"sent","ownCaseNumber":null} */
  before!: Record<string, unknown> | null;
  /** What was changed, as it became. @example {"state":"registered","ownCaseNumber":"TSN 2023/112"} */
  after!: Record<string, unknown> | null;
  /** Why, in the actor's words. @example "Rättat efter kontakt med registrator" */
  reason!: string | null;
  /** The trace (W3C Trace Context) of the request that did it. No hash is of it. @example "4bf92f3577b34da6a3ce929d0e0e4736" */
  traceId!: string | null;
  /** Its place in the case's chain of events. @example 7 */
  position!: number;
  /** SHA-256 over the event and the hash of the event before it. @example "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" */
  hash!: string;
}

/** Events of a case, oldest first. */
export class AuditTrailPage extends PageView {
  items!: AuditEventView[];
}
