import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { OutboxModule } from '../outbox/outbox.module.js';
import { CompleteByHand } from './complete-by-hand.js';
import { AttendDelivery } from './attend-delivery.js';
import { DeliverMessage } from './deliver-message.js';
import { DeliveriesController } from './deliveries.controller.js';
import { DeliveriesQueries } from './deliveries.queries.js';
import { DeliveryWorker } from './delivery-worker.js';
import { InboxController } from './inbox.controller.js';
import { EmailChannel } from './email/email-channel.js';
import { MailServer } from './email/mail-server.js';
import { ChangesTold } from './events/changes-told.js';
import { EventsController } from './events/events.controller.js';
import { TellChanges } from './events/tell-changes.js';
import { Inbox } from './inbox.js';
import { PromiseAttempts } from './promise-attempts.js';
import { PromiseDeliveries } from './promise-deliveries.js';
import { HoldReceivers } from './receivers/hold-receivers.js';
import { WorkOffReceiver } from './receivers/work-off-receiver.js';
import { ReconcileDeliveries } from './reconcile-deliveries.js';
import { SendSeals } from './seals/send-seals.js';
import { TellOfFailure } from './tell-of-failure.js';
import { DisableDeadEndpoints } from './webhooks/disable-dead-endpoints.js';
import { DisableEndpoint } from './webhooks/disable-endpoint.js';
import { EditWebhook } from './webhooks/edit-webhook.js';
import { KeepSecrets } from './webhooks/keep-secrets.js';
import { PingWebhook } from './webhooks/ping-webhook.js';
import { PostToEndpoint } from './webhooks/post-to-endpoint.js';
import { RegisterWebhook } from './webhooks/register-webhook.js';
import { RemoveWebhook } from './webhooks/remove-webhook.js';
import { ReplayEvents } from './webhooks/replay-events.js';
import { ResolveHost } from './webhooks/resolve-host.js';
import { RotateSecret } from './webhooks/rotate-secret.js';
import { SecretsKey } from './webhooks/secrets-key.js';
import { SignMessage } from './webhooks/sign-message.js';
import { WebhookChannel } from './webhooks/webhook-channel.js';
import { WebhookStepsController } from './webhooks/webhook-steps.controller.js';
import { WebhooksController } from './webhooks/webhooks.controller.js';
import { WebhooksQueries } from './webhooks/webhooks.queries.js';

/** What later folders ask for too. */
const offered = [
  AttendDelivery,
  CompleteByHand,
  DeliveriesQueries,
  Inbox,
  MailServer,
  PromiseAttempts,
  PromiseDeliveries,
  EditWebhook,
  PingWebhook,
  RegisterWebhook,
  RemoveWebhook,
  ReplayEvents,
  RotateSecret,
  WebhooksQueries,
];

@Module({
  imports: [AuditModule, IdentityModule, OutboxModule],
  controllers: [
    DeliveriesController,
    EventsController,
    InboxController,
    WebhooksController,
    WebhookStepsController,
  ],
  providers: [
    ...offered,
    ChangesTold,
    TellChanges,
    DeliverMessage,
    DeliveryWorker,
    EmailChannel,
    HoldReceivers,
    ReconcileDeliveries,
    SendSeals,
    TellOfFailure,
    WorkOffReceiver,
    DisableDeadEndpoints,
    DisableEndpoint,
    KeepSecrets,
    PostToEndpoint,
    ResolveHost,
    SecretsKey,
    SignMessage,
    WebhookChannel,
  ],
  exports: [...offered, OutboxModule],
})
export class DeliveryModule {}
