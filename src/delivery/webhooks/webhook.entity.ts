import { randomUUID } from 'node:crypto';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { next } from '../../rules/lifecycle.js';
import {
  webhookLifecycle,
  type DisabledBecause,
  type WebhookState,
  type WebhookVerb,
} from '../../rules/webhook-lifecycle.js';

/** Where a body wants to be told, besides its inbox. Its secrets are rows of their own. */
@Entity('webhooks')
export class Webhook {
  @PrimaryColumn('uuid') readonly id: string = randomUUID();

  @Column('text') bodyCode!: string;

  @Column('text') url!: string;

  /** Topics, or `*` alone for all there are and will be. */
  @Column('text', { array: true }) events!: string[];

  @Column('text', { nullable: true }) description: string | null = null;

  @Column('text') readonly state: WebhookState = 'enabled';

  @Column('text', { nullable: true }) readonly disabledBecause: DisabledBecause | null = null;

  @Column('timestamptz', { nullable: true }) readonly disabledAt: Date | null = null;

  /** What failed before that does not count towards disabling it again. */
  @Column('timestamptz') readonly enabledAt!: Date;

  @Column('text') createdBy!: string;

  @Column('integer') version = 1;

  /** Takes one step of `webhookLifecycle`; the only code that writes `state`. */
  take(verb: WebhookVerb): void {
    Object.assign(this, { state: next(webhookLifecycle, verb, this.state, {}) });
  }

  enabled(now: Date): void {
    Object.assign(this, { disabledBecause: null, disabledAt: null, enabledAt: now });
  }

  disabled(because: DisabledBecause, now: Date): void {
    Object.assign(this, { disabledBecause: because, disabledAt: now });
  }
}
