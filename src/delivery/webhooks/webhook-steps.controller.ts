import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Caller } from '../../changes/caller.js';
import { CurrentCaller } from '../../http/current-caller.js';
import { Does } from '../../http/does.js';
import { RecordId } from '../../http/record-id.pipe.js';
import { WriteBody } from '../../http/write.dto.js';
import { DeliveryView } from '../deliveries.dto.js';
import { EditWebhook } from './edit-webhook.js';
import { PingWebhook } from './ping-webhook.js';
import { ReplayEvents } from './replay-events.js';
import { RotateSecret } from './rotate-secret.js';
import { ReplayBody, ReplayView, WebhookSecretView, WebhookView } from './webhooks.dto.js';

@ApiTags('Webhooks')
@Controller('webhooks/:id')
export class WebhookStepsController {
  constructor(
    private readonly editWebhook: EditWebhook,
    private readonly rotateSecret: RotateSecret,
    private readonly pingWebhook: PingWebhook,
    private readonly replayEvents: ReplayEvents,
  ) {}

  /**
   * Enable a webhook again. What was cancelled meanwhile can be replayed.
   * @remarks Slå på en webbkrok igen. Det som ställts in under tiden kan skickas på nytt.
   */
  @Does('webhook.enable')
  @Post('enable')
  @HttpCode(200)
  async enable(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() _body: WriteBody,
  ): Promise<WebhookView> {
    return this.editWebhook.enable(caller, id);
  }

  /**
   * Disable a webhook. What waits for it is cancelled.
   * @remarks Slå av en webbkrok. Det som väntar på den ställs in.
   */
  @Does('webhook.disable')
  @Post('disable')
  @HttpCode(200)
  async disable(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() _body: WriteBody,
  ): Promise<WebhookView> {
    return this.editWebhook.disable(caller, id);
  }

  /**
   * Make a new secret. It is in this answer only; the old one signs too for a while.
   * @remarks Skapa en ny hemlighet. Den finns bara i det här svaret; den gamla undertecknar också en tid.
   */
  @Does('webhook.rotate-secret')
  @Post('rotate-secret')
  @HttpCode(200)
  async rotate(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() _body: WriteBody,
  ): Promise<WebhookSecretView> {
    return this.rotateSecret.rotate(caller, id);
  }

  /**
   * Send a test event. Read the delivery that is answered to see what came of it.
   * @remarks Skicka en provhändelse. Läs leveransen i svaret för att se hur det gick.
   */
  @Does('webhook.ping')
  @Post('ping')
  @HttpCode(202)
  async ping(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() _body: WriteBody,
  ): Promise<DeliveryView> {
    return this.pingWebhook.ping(caller, id);
  }

  /**
   * Send the events of a period again, each under the `webhook-id` it had.
   * @remarks Skicka händelserna under en tid igen, var och en under sitt tidigare `webhook-id`.
   */
  @Does('webhook.replay')
  @Post('replay')
  @HttpCode(202)
  async replay(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() body: ReplayBody,
  ): Promise<ReplayView> {
    return this.replayEvents.replay(caller, id, body);
  }
}
