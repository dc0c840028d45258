import {
  Body,
  Controller,
  createParamDecorator,
  type ExecutionContext,
  Get,
  Param,
  Post,
  Res,
} from '@nestjs/common';
import { ApiBody, ApiHeader, ApiResponse } from '../../http/openapi/annotations.js';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { Api, Needs, Operation } from '../../http/openapi/operation.js';
import { ApiProblems, ORDER_PROBLEMS } from '../../http/openapi/problem-responses.js';
import { Caller, type Principal } from '../../access/principal.js';
import { CountsAs } from '../../access/roles.js';
import { PreferredWait } from '../../http/prefer-wait.js';
import { Tracing } from '../../platform/tracing/tracing.js';
import { readIdempotencyKey } from '../domain/idempotency-key.js';
import { FindOrder } from '../find/find-order.js';
import { OrderAnswer } from '../find/order.answer.js';
import { ORDER_EXAMPLES } from './order-examples.js';
import { AnswersOrder, OrderId, PlacesOrder, RETRY_AFTER } from './orders.openapi.js';
import { PlaceOrderDto } from './place-order.dto.js';
import { PlaceOrder } from './place-order.js';

export const IdempotencyKey = createParamDecorator((_data: unknown, context: ExecutionContext): string =>
  readIdempotencyKey(context.switchToHttp().getRequest<FastifyRequest>().headers['idempotency-key']),
);

@Api('Orders', 'orders:read')
@CountsAs('orders')
@Controller('v1/orders')
export class OrdersController {
  constructor(
    private readonly placing: PlaceOrder,
    private readonly findOrder: FindOrder,
    private readonly answer: OrderAnswer,
    private readonly tracing: Tracing,
  ) {}

  @Operation(
    'Order a document-signing certificate',
    'Answers 202 as soon as the order is stored. The order is then sent to Sectigo once; an attempt is repeated ' +
      'only if nothing was sent. Repeat the request with the same `Idempotency-Key` as often as you like: it stays ' +
      'one order. With `Prefer: wait=N` the call waits for the outcome: 201, or the problem that stopped the ' +
      'order, with the `orderId`.',
  )
  @PlacesOrder()
  @ApiBody({ type: PlaceOrderDto, examples: ORDER_EXAMPLES })
  @Needs('orders:write')
  @Post()
  async placeOrder(
    @Caller() caller: Principal,
    @IdempotencyKey() idempotencyKey: string,
    @PreferredWait() waitSeconds: number | undefined,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const accepted = await this.placing.execute({ caller, idempotencyKey, body });
    this.tracing.aboutOrder(accepted.order.id);
    await this.answer.toPlacing(accepted, waitSeconds, reply);
  }

  @Operation(
    'Get an order',
    "The current state of the order. Another client's order is `not-found`. Its `ETag` is its version: send it " +
      'as `If-None-Match` to get 304 while nothing has changed, and as `If-Match` with a change.',
  )
  @OrderId()
  @ApiHeader({
    name: 'If-None-Match',
    required: false,
    description: 'The `ETag` of the copy that you have.',
    schema: { type: 'string' },
    example: '"3"',
  })
  @AnswersOrder(200, 'The order.')
  @ApiResponse({ status: 304, description: 'The order has not changed.' })
  @ApiProblems('malformed-request')
  @Get(':id')
  async getOrder(
    @Caller() caller: Principal,
    @Param('id') id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.answer.toLook(await this.findOrder.execute(caller, id), reply);
  }

  @Operation(
    'The outcome of an order as an HTTP status',
    'For callers that poll: 200 when the order is placed, 202 while it is open (ask again after `Retry-After`), ' +
      'otherwise the problem that stopped it, with the status of that problem.',
  )
  @OrderId()
  @AnswersOrder(200, 'Placed.')
  @AnswersOrder(202, 'The order is still open.', RETRY_AFTER)
  @ApiProblems('order-cancelled', ...ORDER_PROBLEMS)
  @Get(':id/result')
  async getOrderResult(
    @Caller() caller: Principal,
    @Param('id') id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.answer.toResult(await this.findOrder.execute(caller, id), reply);
  }
}
