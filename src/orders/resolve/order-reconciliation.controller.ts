import { Controller, Get, Param, Post } from '@nestjs/common';
import { type Actor, Caller, type Principal } from '../../access/principal.js';
import { CountsAs } from '../../access/roles.js';
import { Answers, Api, Needs, Operation } from '../../http/openapi/operation.js';
import { ApiProblems } from '../../http/openapi/problem-responses.js';
import { GatewayError } from '../../shared/gateway-error.js';
import { ReconciliationResponse } from './reconciliation.response.js';
import { FindOrder } from '../find/find-order.js';
import { OrderReconciliationQuery } from './order-reconciliation.query.js';
import { OrderId } from '../place/orders.openapi.js';

/** For operators only: a search shows orders of the whole account. */
@Api('Orders', 'ops:read')
@OrderId()
@CountsAs('orders')
@Controller('v1/orders/:id/reconciliation')
export class OrderReconciliationController {
  constructor(
    private readonly findOrder: FindOrder,
    private readonly reconciliation: OrderReconciliationQuery,
  ) {}

  @Operation(
    'The search for an order whose outcome is unknown',
    "For operators: when Sectigo's report was read, and which of its lines may be the order.",
  )
  @Answers(200, 'What is known so far.', ReconciliationResponse)
  @Get()
  async getOrderReconciliation(
    @Caller() caller: Principal,
    @Param('id') id: string,
  ): Promise<ReconciliationResponse> {
    await this.findOrder.execute(caller, id);
    return this.reconciliation.of(id);
  }

  @Operation(
    "Look in Sectigo's report for the order now",
    'For operators who do not want to wait for the next check. Get the search again to see the result.',
  )
  @Answers(202, 'A worker reads the report within seconds.', ReconciliationResponse)
  @ApiProblems('order-not-resolvable')
  @Needs('ops:write')
  @Post()
  async reconcileOrder(@Caller() by: Actor, @Param('id') id: string): Promise<ReconciliationResponse> {
    await this.findOrder.execute(by, id);
    if (!(await this.reconciliation.hasten(id, by))) throw new GatewayError('order-not-resolvable');
    return this.reconciliation.of(id);
  }
}
