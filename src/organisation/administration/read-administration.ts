import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Caller } from '../../changes/caller.js';
import type { PageQuery } from '../../lists/paging.dto.js';
import { ascending, descending, list } from '../../lists/list.js';
import { Where } from '../../lists/where.js';
import { scopeOf } from '../../identity/visibility.js';
import { authorize } from '../../rules/policy.js';
import { bodyExists } from '../keep-calendar.js';
import type { AdministrativeEventsPage, AdministrativeEventView } from './administration.dto.js';

/** Rights and settings alone: an event of any other kind could tell of a matter. Held to the index of migrations/147. */
const OF_ADMINISTRATION = `case_id IS NULL AND object_type IN
  ('body', 'person', 'stand-in', 'api-client', 'webhook', 'reminder-settings', 'calendar-feed',
   'paper-form', 'retention-rule')`;

/** A person's name, address and sign-in are no body's alone: the event is shown to each where they have had a role. */
const isOf = (body: string): string => `(event.body_code = ${body}
  OR event.body_code IS NULL AND event.object_type = 'person' AND event.object_id IN (
    SELECT username FROM roles WHERE body_code = ${body}
    UNION ALL
    SELECT named.object_id FROM audit_events named
    WHERE named.case_id IS NULL AND named.object_type = 'person' AND named.body_code = ${body}))`;

/** An address of another system and the name of a person's feed are for those who keep them: the rest see that it was done. */
const shown = (column: string, administratorOf: string): string => `CASE
  WHEN object_type NOT IN ('webhook', 'calendar-feed') OR body_code = ANY(${administratorOf}::text[]) THEN ${column}
  END AS ${column}`;

/** Which comes first. */
type Ordered = 'oldest' | 'latest';

/** The part of the audit trail that is about rights and settings. */
@Injectable()
export class ReadAdministration {
  constructor(private readonly dataSource: DataSource) {}

  /** @throws NotFound, NotPermitted */
  async ofBody(
    caller: Caller,
    body: string,
    query: PageQuery,
    first: Ordered = 'oldest',
  ): Promise<AdministrativeEventsPage> {
    await bodyExists(this.dataSource, body);
    authorize(caller.actor, 'body.read-audit-trail', { body });
    const where = new Where(scopeOf(caller.actor), OF_ADMINISTRATION);
    return this.read(caller, body, where.and(isOf, body), query, first);
  }

  /** @throws NotPermitted */
  async ofMunicipality(
    caller: Caller,
    query: PageQuery,
    first: Ordered = 'oldest',
  ): Promise<AdministrativeEventsPage> {
    authorize(caller.actor, 'municipality.read-audit-trail');
    return this.read(caller, 'all', new Where(scopeOf(caller.actor), OF_ADMINISTRATION), query, first);
  }

  private async read(
    { actor }: Caller,
    of: string,
    where: Where,
    query: PageQuery,
    first: Ordered,
  ): Promise<AdministrativeEventsPage> {
    const own = where.value(actor.administratorOf);
    // The count has the list's condition and values, and PostgreSQL refuses a value that the text does not name.
    where.and(() => `${own}::text[] IS NOT NULL`);
    return list<AdministrativeEventView>(this.dataSource, query, {
      called: `administration of ${of}, ${first} first`,
      select: `id, at, actor, body_code AS body, verb, object_type AS "objectType", object_id AS "objectId",
        ${shown('before', own)}, ${shown('after', own)}, reason`,
      from: 'audit_events event',
      where,
      order: (first === 'oldest' ? ascending : descending)(['event.id', 'number']),
    });
  }
}
