import { randomUUID } from 'node:crypto';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { webhookIsVisible } from '../../identity/visibility.js';
import type { Actor } from '../../rules/actor.js';
import { ClientActor } from '../../rules/client-actor.js';
import type { GivenScope } from '../../rules/client-scopes.js';

/** Another system that calls the API. Its keys are rows of their own; in the audit trail it is `client:<id>`. */
@Entity('api_clients')
export class ApiClient {
  @PrimaryColumn('uuid') readonly id: string = randomUUID();

  /** The body whose administrators keep it. */
  @Column('text') bodyCode!: string;

  @Column('text') name!: string;

  @Column('jsonb') scopes!: readonly GivenScope[];

  /** One that is not keeps its row: the audit trail names it. */
  @Column('boolean') active = true;

  @Column('text') createdBy!: string;

  @Column('timestamptz') createdAt!: Date;

  @Column('integer') version = 1;
}

/**
 * Its body's administrators keep it; the staff of each body where it may do something see who acts there, and answer
 * for it. No system sees another.
 */
export const apiClientIsVisible =
  (actor: Actor) =>
  (client: string): string =>
    actor instanceof ClientActor
      ? 'false'
      : `(${webhookIsVisible(actor)(client)} OR EXISTS (
      SELECT FROM jsonb_array_elements(${client}.scopes) AS scope (value) WHERE scope.value->>'body' = ANY($1)))`;
