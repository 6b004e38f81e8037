import { PageView } from '../../lists/paging.dto.js';

/** What somebody did with rights or settings. It holds nothing of any matter. */
export class AdministrativeEventView {
  /** @example 1042 */
  id!: number;
  /** @example "2026-11-23T08:00:00.000Z" */
  at!: string;
  /** Username of who did it; `client:` and its id for another system. @example "tsn-admin" */
  actor!: string;
  /** The body it was done for; null for what is the whole municipality's, and for a person’s name, address and sign-in. @example "TSN" */
  body!: string | null;
  /** @example "set-roles" */
  verb!: string;
  /** @example "person" */
  objectType!: string;
  /** A username, a body’s code, or an id. @example "tsn-lasare" */
  objectId!: string;
  /** What was changed, as it was. @example {"roles":["reader"]} */
  before!: Record<string, unknown> | null;
  /** What was changed, as it became. @example {"roles":["reader","secretary"]} */
  after!: Record<string, unknown> | null;
  /** Why, in the actor's words. @example "Ny sekreterare från 1 december" */
  reason!: string | null;
}

/** Events, oldest first. */
export class AdministrativeEventsPage extends PageView {
  items!: AdministrativeEventView[];
}
