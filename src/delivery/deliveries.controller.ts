import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ExplainQuery } from '../http/actions.dto.js';
import { Caller } from '../changes/caller.js';
import { CurrentCaller } from '../http/current-caller.js';
import { Does } from '../http/does.js';
import { RecordId } from '../http/record-id.pipe.js';
import { WriteBody } from '../http/write.dto.js';
import { AttendDelivery } from './attend-delivery.js';
import {
  CompleteDeliveryBody,
  CorrectDeliveryBody,
  DeliveriesPage,
  DeliveriesQuery,
  DeliveryView,
} from './deliveries.dto.js';
import { CompleteByHand } from './complete-by-hand.js';
import { DeliveriesQueries } from './deliveries.queries.js';

@ApiTags('Deliveries')
@Controller('deliveries')
export class DeliveriesController {
  constructor(
    private readonly queries: DeliveriesQueries,
    private readonly attendDelivery: AttendDelivery,
    private readonly completeByHand: CompleteByHand,
  ) {}

  /**
   * List the deliveries of your bodies, newest first.
   * @remarks Lista dina organs leveranser, de senaste först.
   */
  @Get()
  async list(@CurrentCaller() caller: Caller, @Query() query: DeliveriesQuery): Promise<DeliveriesPage> {
    return this.queries.list(caller, query);
  }

  /**
   * Read a delivery with its attempts.
   * @remarks Läs en leverans med alla försök.
   */
  @Get(':id')
  async one(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Query() { explain }: ExplainQuery,
  ): Promise<DeliveryView> {
    return this.queries.one(caller, id, explain);
  }

  /**
   * Tick off a delivery made by hand.
   * @remarks Bocka av en leverans som gjorts för hand.
   */
  @Does('delivery.complete')
  @Post(':id/complete')
  @HttpCode(200)
  async complete(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() body: CompleteDeliveryBody,
  ): Promise<DeliveryView> {
    return this.completeByHand.complete(caller, id, body);
  }

  /**
   * Correct the day or the way of a delivery made by hand. With `takeBack` the tick is taken back instead, and
   * the delivery waits to be made.
   * @remarks Rätta dag eller sätt för en leverans som gjorts för hand. Med `takeBack` tas avprickningen i stället
   * tillbaka, och leveransen väntar på att göras.
   */
  @Does('delivery.correct')
  @Post(':id/correct')
  @HttpCode(200)
  async correct(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() body: CorrectDeliveryBody,
  ): Promise<DeliveryView> {
    return this.completeByHand.correct(caller, id, body);
  }

  /**
   * Try a failed delivery again.
   * @remarks Försök igen med en leverans som misslyckats.
   */
  @Does('delivery.retry')
  @Post(':id/retry')
  @HttpCode(200)
  async retry(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() _body: WriteBody,
  ): Promise<DeliveryView> {
    return this.attendDelivery.attend(caller, id, 'retry');
  }

  /**
   * Cancel a delivery that has not been made.
   * @remarks Ställ in en leverans som inte är gjord.
   */
  @Does('delivery.cancel')
  @Post(':id/cancel')
  @HttpCode(200)
  async cancel(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() _body: WriteBody,
  ): Promise<DeliveryView> {
    return this.attendDelivery.attend(caller, id, 'cancel');
  }
}
