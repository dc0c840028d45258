import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '../../http/openapi/annotations.js';
import { type Actor, Caller, type Principal } from '../../access/principal.js';
import { CountsAs, OperatorOnly } from '../../access/roles.js';
import { ApiProblems } from '../../http/openapi/problem-responses.js';
import { GatewayError } from '../../shared/gateway-error.js';
import { ReconciliationResponse } from './reconciliation.response.js';
import { FindOrder } from '../find/find-order.js';
import { OrderReconciliationQuery } from './order-reconciliation.query.js';
import { OrderId } from '../place/orders.openapi.js';

/** For operators: what a search shows of Sectigo's account is nobody else's business. */
@ApiTags('Orders')
@ApiBearerAuth()
@OrderId()
@ApiProblems('forbidden')
@OperatorOnly()
@CountsAs('orders')
@Controller('v1/orders/:id/reconciliation')
export class OrderReconciliationController {
  constructor(
    private readonly findOrder: FindOrder,
    private readonly reconciliation: OrderReconciliationQuery,
  ) {}

  @ApiOperation({
    operationId: 'getOrderReconciliation',
    summary: 'The search for an order whose outcome is unknown',
    description: "For operators: when Sectigo's report was read, and the lines in it that may be the order.",
  })
  @ApiResponse({ status: 200, description: 'What is known so far.', type: ReconciliationResponse })
  @Get()
  async read(@Caller() caller: Principal, @Param('id') id: string): Promise<ReconciliationResponse> {
    await this.findOrder.execute(caller, id);
    return this.reconciliation.of(id);
  }

  @ApiOperation({
    operationId: 'reconcileOrder',
    summary: "Look in Sectigo's report for the order now",
    description:
      'For operators who do not want to wait for the next check. Read the search again to see its result.',
  })
  @ApiResponse({ status: 202, description: 'A worker looks within seconds.', type: ReconciliationResponse })
  @ApiProblems('order-not-resolvable')
  @HttpCode(202)
  @Post()
  async look(@Caller() by: Actor, @Param('id') id: string): Promise<ReconciliationResponse> {
    await this.findOrder.execute(by, id);
    if (!(await this.reconciliation.hasten(id, by))) throw new GatewayError('order-not-resolvable');
    return this.reconciliation.of(id);
  }
}
