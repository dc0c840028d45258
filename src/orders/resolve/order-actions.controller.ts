import { Body, Controller, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiBody,
  ApiOperation,
  ApiResponse,
  ApiTags,
} from '../../http/openapi/annotations.js';
import { type FastifyRequest } from 'fastify';
import { type Actor, Caller, type Principal } from '../../access/principal.js';
import { CountsAs, OperatorOnly } from '../../access/roles.js';
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

@ApiTags('Orders')
@ApiBearerAuth()
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

  @ApiOperation({
    operationId: 'getOrderTimeline',
    summary: 'Everything that happened to an order, oldest first',
    description: 'Events, and attempts with digests of what was sent and received; no secrets.',
  })
  @ApiResponse({ status: 200, description: 'Events and attempts.', type: TimelineResponse })
  @Get('timeline')
  async timeline(
    @Caller() caller: Principal,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
  ): Promise<TimelineResponse> {
    const order = await this.findOrder.execute(caller, id);
    return { data: await this.timelineQuery.of(order.id, request.id, caller), nextCursor: null };
  }

  @ApiOperation({
    operationId: 'cancelOrder',
    summary: 'Cancel an order that is queued or held',
    description: 'Once it is cancelled it is certain that the order is never sent.',
  })
  @ApiResponse({ status: 200, description: 'Cancelled.', type: OrderResponse })
  @ApiBody({ type: NoteDto, required: false })
  @ApiProblems('order-not-cancellable')
  @HttpCode(200)
  @Post('cancel')
  async cancel(
    @Caller() by: Actor,
    @Param('id') id: string,
    @Body() { note }: NoteDto,
    @Req() request: FastifyRequest,
  ): Promise<OrderResponse> {
    return this.answer.view(await this.changeOrder.cancel(by, id, note), request);
  }

  @ApiOperation({
    operationId: 'retryOrder',
    summary: 'Queue a failed, held or rejected order again',
    description:
      'For operators. An order whose outcome is unknown is resolved instead: it may have been bought.',
  })
  @ApiResponse({ status: 200, description: 'Queued.', type: OrderResponse })
  @ApiBody({ type: NoteDto, required: false })
  @ApiProblems('forbidden', 'order-not-retryable')
  @OperatorOnly()
  @HttpCode(200)
  @Post('retry')
  async retry(
    @Caller() by: Actor,
    @Param('id') id: string,
    @Body() { note }: NoteDto,
    @Req() request: FastifyRequest,
  ): Promise<OrderResponse> {
    return this.answer.view(await this.changeOrder.retry(by, id, note), request);
  }

  @ApiOperation({
    operationId: 'resolveOrder',
    summary: 'Say what became of an order whose outcome is unknown',
    description:
      'For operators who looked it up at Sectigo: `placed` with its number, or `not-placed`, which queues the order ' +
      'again (`resubmit: true`) or fails it.',
  })
  @ApiResponse({ status: 200, description: 'Placed, queued again or failed.', type: OrderResponse })
  @ApiProblems('forbidden', 'order-not-resolvable')
  @OperatorOnly()
  @HttpCode(200)
  @Post('resolve')
  async resolve(
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
