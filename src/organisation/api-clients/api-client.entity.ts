import { randomUUID } from 'node:crypto';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { webhookIsVisible } from '../../identity/visibility.js';
import type { Scope } from '../../rules/client-scopes.js';

/** Another system that calls the API. Its keys are rows of their own; in the audit trail it is `client:<id>`. */
@Entity('api_clients')
export class ApiClient {
  @PrimaryColumn('uuid') readonly id: string = randomUUID();

  /** The body whose administrators keep it. */
  @Column('text') bodyCode!: string;

  @Column('text') name!: string;

  @Column('jsonb') scopes!: readonly Scope[];

  /** One that is not keeps its row: the audit trail names it. */
  @Column('boolean') active = true;

  @Column('text') createdBy!: string;

  @Column('timestamptz') createdAt!: Date;

  @Column('integer') version = 1;
}

/** As a webhook: its body's administrators', and nobody else's. */
export const apiClientIsVisible = webhookIsVisible;
