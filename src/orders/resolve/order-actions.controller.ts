import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import { ApiBody } from '../../http/openapi/annotations.js';
import { type FastifyRequest } from 'fastify';
import { type Actor, Caller, type Principal } from '../../access/principal.js';
import { CountsAs, OperatorOnly } from '../../access/roles.js';
import { Answers, Api, Operation } from '../../http/openapi/operation.js';
import { ApiProblems } from '../../http/openapi/problem-responses.js';
import { GatewayError } from '../../shared/gateway-error.js';
import { ChangeOrder } from './change-order.js';
import { NoteDto } from './note.dto.js';
import { OrderResponse } from '../find/order.response.js';
import { resolutionFaults, ResolveOrderDto } from './resolve-order.dto.js';
import { TimelineResponse } from '../find/timeline.response.js';
import { FindOrder } from '../find/find-order.js';
import { OrderAnswer } from '../find/order.answer.js';
import { OrderTimelineQuery } from '../find/order-timeline.query.js';
import { OrderId } from '../place/orders.openapi.js';

@Api('Orders')
@OrderId()
@CountsAs('orders')
@Controller('v1/orders/:id')
export class OrderActionsController {
  constructor(
    private readonly changeOrder: ChangeOrder,
    private readonly findOrder: FindOrder,
    private readonly timelineQuery: OrderTimelineQuery,
    private readonly answer: OrderAnswer,
  ) {}

  @Operation(
    'Everything that happened to an order, oldest first',
    'Events, and attempts with digests of what was sent and received; no secrets.',
  )
  @Answers(200, 'Events and attempts.', TimelineResponse)
  @Get('timeline')
  async getOrderTimeline(
    @Caller() caller: Principal,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
  ): Promise<TimelineResponse> {
    const order = await this.findOrder.execute(caller, id);
    return { data: await this.timelineQuery.of(order.id, request.id, caller), nextCursor: null };
  }

  @Operation(
    'Cancel an order that is queued or held',
    'Once it is cancelled it is certain that the order is never sent.',
  )
  @Answers(200, 'Cancelled.', OrderResponse)
  @ApiBody({ type: NoteDto, required: false })
  @ApiProblems('order-not-cancellable')
  @Post('cancel')
  async cancelOrder(
    @Caller() by: Actor,
    @Param('id') id: string,
    @Body() { note }: NoteDto,
    @Req() request: FastifyRequest,
  ): Promise<OrderResponse> {
    return this.answer.view(await this.changeOrder.cancel(by, id, note), request);
  }

  @Operation(
    'Queue a failed, held or rejected order again',
    'For operators. An order whose outcome is unknown is resolved instead: it may have been bought.',
  )
  @Answers(200, 'Queued.', OrderResponse)
  @ApiBody({ type: NoteDto, required: false })
  @ApiProblems('forbidden', 'order-not-retryable')
  @OperatorOnly()
  @Post('retry')
  async retryOrder(
    @Caller() by: Actor,
    @Param('id') id: string,
    @Body() { note }: NoteDto,
    @Req() request: FastifyRequest,
  ): Promise<OrderResponse> {
    return this.answer.view(await this.changeOrder.retry(by, id, note), request);
  }

  @Operation(
    'Say what became of an order whose outcome is unknown',
    'For operators who looked it up at Sectigo: `placed` with its number, or `not-placed`, which queues the order ' +
      'again (`resubmit: true`) or fails it.',
  )
  @Answers(200, 'Placed, queued again or failed.', OrderResponse)
  @ApiProblems('forbidden', 'order-not-resolvable')
  @OperatorOnly()
  @Post('resolve')
  async resolveOrder(
    @Caller() by: Actor,
    @Param('id') id: string,
    @Body() word: ResolveOrderDto,
    @Req() request: FastifyRequest,
  ): Promise<OrderResponse> {
    const fields = resolutionFaults(word);
    if (fields.length > 0) throw new GatewayError('validation-failed', { fields });
    return this.answer.view(await this.changeOrder.resolve(by, id, word), request);
  }
}
