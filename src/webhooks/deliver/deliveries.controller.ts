import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiOperation,
  ApiParam,
  ApiResponse,
  ApiTags,
} from '../../http/openapi/annotations.js';
import { type Actor, Caller, type Principal } from '../../access/principal.js';
import { EXAMPLE_ID } from '../../http/openapi/example-values.js';
import { ApiProblems } from '../../http/openapi/problem-responses.js';
import { DeliveryListResponse, DeliveryResponse, ListDeliveriesQuery } from './deliveries.dto.js';
import { Deliveries } from './deliveries.js';

@ApiTags('Webhooks')
@ApiBearerAuth()
@ApiParam({ name: 'id', example: EXAMPLE_ID.whk, description: 'The id of a webhook.' })
@ApiProblems('unauthenticated', 'not-found', 'storage-unavailable')
@Controller('v1/webhooks/:id')
export class DeliveriesController {
  constructor(private readonly deliveries: Deliveries) {}

  @ApiOperation({
    operationId: 'testWebhook',
    summary: 'Send the event webhook.test to a webhook',
    description:
      'Also when the webhook asks for other types only. Look at the delivery to see what came of it.',
  })
  @ApiResponse({ status: 202, description: 'The delivery, on its way.', type: DeliveryResponse })
  @ApiProblems('webhook-disabled')
  @HttpCode(202)
  @Post('test')
  async test(@Caller() by: Actor, @Param('id') id: string): Promise<DeliveryResponse> {
    return this.deliveries.test(by, id);
  }

  @ApiOperation({
    operationId: 'listDeliveries',
    summary: "A webhook's deliveries, newest first",
    description: 'With the newest try of each.',
  })
  @ApiResponse({ status: 200, description: 'A page of deliveries.', type: DeliveryListResponse })
  @ApiProblems('validation-failed')
  @Get('deliveries')
  async list(
    @Caller() caller: Principal,
    @Param('id') id: string,
    @Query() query: ListDeliveriesQuery,
  ): Promise<DeliveryListResponse> {
    return this.deliveries.list(caller, id, query);
  }

  @ApiOperation({
    operationId: 'replayDelivery',
    summary: 'Deliver an event once more, with all tries before it',
    description: 'Whatever became of it before; the receiver gets the same webhook-id.',
  })
  @ApiParam({ name: 'deliveryId', example: EXAMPLE_ID.dlv, description: 'The id of a delivery.' })
  @ApiResponse({ status: 202, description: 'The delivery, on its way.', type: DeliveryResponse })
  @ApiProblems('webhook-disabled')
  @HttpCode(202)
  @Post('deliveries/:deliveryId/replay')
  async replay(
    @Caller() by: Actor,
    @Param('id') id: string,
    @Param('deliveryId') deliveryId: string,
  ): Promise<DeliveryResponse> {
    return this.deliveries.replay(by, id, deliveryId);
  }
}
