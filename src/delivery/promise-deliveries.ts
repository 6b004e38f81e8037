import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SETTINGS, type Settings } from '../config/settings.js';
import { actingAsTheService } from '../database/acting.js';
import type { Role } from '../rules/actor.js';
import type { DeliveryState } from '../rules/delivery-lifecycle.js';
import { MAIL_TO_ADDRESSES } from './email/promise-mail.js';
import { PromiseAttempts } from './promise-attempts.js';
import type { Receiver } from './receivers/receiver.js';
import { EVENTS, type Topic } from './topics.js';
import { EVENTS_FOR_WEBHOOKS } from './webhooks/promise-events.js';

/**
 * A body (its inbox, where it has staff in Yttra), one person of a body, an e-mail address, or only a name: someone
 * reached by post.
 */
export type Recipient =
  | { readonly body: string; readonly role?: Role }
  | { readonly body: string; readonly person: string }
  | { readonly email: string; readonly name?: string }
  | { readonly name: string };

/** One message to one recipient. Says which records it is about, never what stands in them. */
export interface Message {
  /** Given where another row names the delivery already. */
  readonly id?: string;
  readonly kind: 'dispatch' | 'packet' | 'notice' | 'reminder' | 'administration';
  /** What it is; the reader's language is chosen when it is shown. */
  readonly topic: Topic;
  /** The body whose message it is: its staff see the delivery and tick it off. Null for what nobody need see to. */
  readonly senderBody: string | null;
  readonly recipient: Recipient;
  /** Null where it is about rights or settings. */
  readonly caseId: string | null;
  readonly referralId?: string | null;
  readonly consultationId?: string | null;
  readonly dispatchId?: string | null;
  /** Takes the statement to whoever asked for it: with it the reply has reached them. */
  readonly toIssuer?: boolean;
  readonly messageId?: string;
  readonly extensionId?: string;
}

export interface PromisedDelivery {
  readonly id: string;
  /** The body's code, else the address, else the name. */
  readonly recipient: string;
  readonly channel: 'inbox' | 'email' | 'webhook' | 'manual';
  readonly state: DeliveryState;
}

@Injectable()
export class PromiseDeliveries {
  constructor(
    private readonly promiseAttempts: PromiseAttempts,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /**
   * Writes a delivery for each message and promises its job: delivered if, and only if, `tx` commits.
   * A body without staff in Yttra, an address or a name is reached by hand: `manual` stays visibly
   * open until a person ticks it off.
   */
  async promise(tx: EntityManager, messages: readonly Message[]): Promise<PromisedDelivery[]> {
    if (messages.length === 0) return [];
    const promised: (PromisedDelivery & { readonly receiver: Receiver | null; readonly own: boolean })[] =
      // What the recipient's systems and addresses are sent is not the sender's to see.
      await actingAsTheService(() =>
        tx.query(
          `WITH message AS MATERIALIZED (
         SELECT * FROM jsonb_to_recordset($1::jsonb) AS message (id uuid, kind text, topic text, sender_body text,
           case_id uuid, referral_id uuid, consultation_id uuid, dispatch_id uuid, message_id uuid, extension_id uuid,
           recipient_body text, recipient_role text, recipient_person text, recipient_name text, recipient_email text, to_issuer boolean)
       ), promised AS (
         INSERT INTO deliveries (id, kind, topic, sender_body, case_id, referral_id, consultation_id, dispatch_id,
           message_id, extension_id, recipient_body, recipient_role, recipient_person, recipient_name, recipient_email,
           to_issuer, channel, state)
         SELECT id, kind, topic, sender_body, case_id, referral_id, consultation_id, dispatch_id,
           message_id, extension_id, recipient_body, recipient_role, recipient_person, recipient_name, recipient_email, to_issuer,
           CASE WHEN recipient_person IS NOT NULL OR EXISTS (SELECT FROM effective_roles WHERE body_code = recipient_body
                               AND CASE recipient_role WHEN 'administrator' THEN role = 'administrator'
               ELSE role NOT IN ('reader', 'administrator') END)
             THEN 'inbox' ELSE 'manual' END, 'pending'
         FROM message
         RETURNING id, coalesce(recipient_body, recipient_email, recipient_name) AS recipient, channel, state, receiver
       ), events AS (${EVENTS_FOR_WEBHOOKS}
       ), mailed AS (${MAIL_TO_ADDRESSES}
       )
       SELECT id, recipient, channel, state, receiver, false AS own FROM promised
       UNION ALL
       SELECT id, NULL, 'webhook', state, receiver, true FROM events
       UNION ALL
       SELECT id, NULL, 'email', state, receiver, true FROM mailed`,
          [JSON.stringify(messages.map(rowOf)), EVENTS, this.settings.sendsMail],
        ),
      );
    await this.promiseAttempts.promise(
      tx,
      promised.filter(({ state }) => state === 'pending'),
    );
    // What systems and addresses a recipient has is not the sender's business.
    return promised
      .filter(({ own }) => !own)
      .map(({ own: _own, receiver: _receiver, ...delivery }) => delivery);
  }
}

function rowOf({ recipient, ...message }: Message): object {
  return {
    id: message.id ?? randomUUID(),
    kind: message.kind,
    topic: message.topic,
    sender_body: message.senderBody,
    case_id: message.caseId,
    referral_id: message.referralId,
    consultation_id: message.consultationId,
    dispatch_id: message.dispatchId,
    to_issuer: message.toIssuer ?? false,
    message_id: message.messageId,
    extension_id: message.extensionId,
    recipient_body: 'body' in recipient ? recipient.body : null,
    recipient_role: 'role' in recipient ? recipient.role : null,
    recipient_person: 'person' in recipient ? recipient.person : null,
    recipient_name: 'name' in recipient ? recipient.name : null,
    recipient_email: 'email' in recipient ? recipient.email : null,
  };
}
