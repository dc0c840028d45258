import { Controller, Get, Param, Query } from '@nestjs/common';
import { Caller, type Principal, visibleClientId } from '../../access/principal.js';
import { Answers, Api, Operation } from '../../http/openapi/operation.js';
import { FindOrder } from '../../orders/find/find-order.js';
import { OrderId } from '../../orders/place/orders.openapi.js';
import { cutPage } from '../../shared/page.js';
import { parseSequenceId } from '../../shared/sequence-id.js';
import { DeliveryListResponse, DeliveryPageQuery, toDeliveryResponse } from './deliveries.dto.js';
import { DeliveriesQuery } from './deliveries.query.js';

@Api('Orders', 'webhooks:read')
@OrderId()
@Controller('v1/orders/:id/deliveries')
export class OrderDeliveriesController {
  constructor(
    private readonly findOrder: FindOrder,
    private readonly deliveries: DeliveriesQuery,
  ) {}

  @Operation(
    "The deliveries of an order's events",
    'Deliveries of its events to the webhooks that you may see, newest first.',
  )
  @Answers(200, 'A page of deliveries.', DeliveryListResponse)
  @Get()
  async listOrderDeliveries(
    @Caller() caller: Principal,
    @Param('id') orderId: string,
    @Query() { limit, cursor = '' }: DeliveryPageQuery,
  ): Promise<DeliveryListResponse> {
    const { id } = await this.findOrder.execute(caller, orderId);
    const before = parseSequenceId('dlv', cursor);
    const found = await this.deliveries.ofOrder(id, { before, clientId: visibleClientId(caller) }, limit + 1);
    return cutPage(found, limit, toDeliveryResponse);
  }
}
