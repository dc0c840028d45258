import { Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiParam } from '../../http/openapi/annotations.js';
import { type Actor, Caller, type Principal } from '../../access/principal.js';
import { EXAMPLE_ID } from '../../http/openapi/example-values.js';
import { Answers, Api, Needs, Operation } from '../../http/openapi/operation.js';
import { ApiProblems } from '../../http/openapi/problem-responses.js';
import { DeliveryListResponse, DeliveryResponse, ListDeliveriesQuery } from './deliveries.dto.js';
import { Deliveries } from './deliveries.js';

@Api('Webhooks', 'webhooks:read')
@ApiParam({ name: 'id', example: EXAMPLE_ID.whk, description: 'The id of a webhook.' })
@Controller('v1/webhooks/:id')
export class DeliveriesController {
  constructor(private readonly deliveries: Deliveries) {}

  @Operation(
    'Send the event webhook.test to a webhook',
    'Sends it even if the webhook asks only for other types. Get the delivery to see the result.',
  )
  @Answers(202, 'The delivery, which will be sent.', DeliveryResponse)
  @ApiProblems('webhook-disabled')
  @Needs('webhooks:write')
  @Post('test')
  async testWebhook(@Caller() by: Actor, @Param('id') id: string): Promise<DeliveryResponse> {
    return this.deliveries.test(by, id);
  }

  @Operation("A webhook's deliveries, newest first", 'Each with its newest try.')
  @Answers(200, 'A page of deliveries.', DeliveryListResponse)
  @Get('deliveries')
  async listDeliveries(
    @Caller() caller: Principal,
    @Param('id') id: string,
    @Query() query: ListDeliveriesQuery,
  ): Promise<DeliveryListResponse> {
    return this.deliveries.list(caller, id, query);
  }

  @Operation(
    'Deliver an event again, with ten new tries',
    'Works whether the delivery succeeded or failed. The receiver gets the same `webhook-id`.',
  )
  @ApiParam({ name: 'deliveryId', example: EXAMPLE_ID.dlv, description: 'The id of a delivery.' })
  @Answers(202, 'The delivery, which will be sent.', DeliveryResponse)
  @ApiProblems('webhook-disabled')
  @Needs('webhooks:write')
  @Post('deliveries/:deliveryId/replay')
  async replayDelivery(
    @Caller() by: Actor,
    @Param('id') id: string,
    @Param('deliveryId') deliveryId: string,
  ): Promise<DeliveryResponse> {
    return this.deliveries.replay(by, id, deliveryId);
  }
}
