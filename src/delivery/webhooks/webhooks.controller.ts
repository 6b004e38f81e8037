import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ExplainQuery } from '../../http/actions.dto.js';
import { Caller } from '../../changes/caller.js';
import { CurrentCaller } from '../../http/current-caller.js';
import { Does } from '../../http/does.js';
import { RecordId } from '../../http/record-id.pipe.js';
import { CreatedIn } from '../../http/resource-headers.js';
import { EditWebhook } from './edit-webhook.js';
import { RegisterWebhook } from './register-webhook.js';
import { RemoveWebhook } from './remove-webhook.js';
import {
  EditWebhookBody,
  RegisterWebhookBody,
  WebhookDeliveriesPage,
  WebhookDeliveriesQuery,
  WebhookSecretView,
  WebhooksPage,
  WebhooksQuery,
  WebhookView,
} from './webhooks.dto.js';
import { WebhooksQueries } from './webhooks.queries.js';

@ApiTags('Webhooks')
@Controller('webhooks')
export class WebhooksController {
  constructor(
    private readonly queries: WebhooksQueries,
    private readonly registerWebhook: RegisterWebhook,
    private readonly editWebhook: EditWebhook,
    private readonly removeWebhook: RemoveWebhook,
  ) {}

  /**
   * List the webhooks of the bodies whose administrator you are, newest first.
   * @remarks Lista webbkrokarna i de organ där du är systemförvaltare, de senaste först.
   */
  @Get()
  async list(@CurrentCaller() caller: Caller, @Query() query: WebhooksQuery): Promise<WebhooksPage> {
    return this.queries.list(caller, query);
  }

  /**
   * Register an endpoint of another system. Its secret is in this answer only.
   * @remarks Registrera ett annat systems mottagaradress. Hemligheten finns bara i det här svaret.
   */
  @Does('webhook.register')
  @Post()
  @CreatedIn('webhooks')
  async register(
    @CurrentCaller() caller: Caller,
    @Body() body: RegisterWebhookBody,
  ): Promise<WebhookSecretView> {
    return this.registerWebhook.register(caller, body);
  }

  /**
   * Read a webhook.
   * @remarks Läs en webbkrok.
   */
  @Get(':id')
  async one(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Query() { explain }: ExplainQuery,
  ): Promise<WebhookView> {
    return this.queries.one(caller, id, explain);
  }

  /**
   * Change a webhook, or disable it.
   * @remarks Ändra en webbkrok eller stäng av den.
   */
  @Does('webhook.edit')
  @Patch(':id')
  async edit(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() body: EditWebhookBody,
  ): Promise<WebhookView> {
    return this.editWebhook.edit(caller, id, body);
  }

  /**
   * Remove a webhook with its secrets. What waits to be sent to it is cancelled.
   * @remarks Ta bort en webbkrok och dess hemligheter. Det som väntar på att skickas ställs in.
   */
  @Does('webhook.remove')
  @Delete(':id')
  @HttpCode(204)
  async remove(@CurrentCaller() caller: Caller, @Param('id', RecordId) id: string): Promise<void> {
    return this.removeWebhook.remove(caller, id);
  }

  /**
   * List what was sent to a webhook, newest first, with each attempt and what the receiver answered.
   * @remarks Lista vad som skickats till en webbkrok, det senaste först, med varje försök och vad
   * mottagaren svarade.
   */
  @Get(':id/deliveries')
  async deliveries(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Query() query: WebhookDeliveriesQuery,
  ): Promise<WebhookDeliveriesPage> {
    return this.queries.deliveries(caller, id, query);
  }
}
