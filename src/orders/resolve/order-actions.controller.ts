import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBody } from '../../http/openapi/annotations.js';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type Actor, Caller, type Principal } from '../../access/principal.js';
import { CountsAs } from '../../access/roles.js';
import { Answers, Api, Needs, Operation } from '../../http/openapi/operation.js';
import { ApiProblems } from '../../http/openapi/problem-responses.js';
import { MatchedVersions } from '../../http/version-tags.js';
import { GatewayError } from '../../shared/gateway-error.js';
import { type ExpectedVersions } from '../domain/expected-versions.js';
import { ChangeOrder } from './change-order.js';
import { NoteDto } from './note.dto.js';
import { resolutionFaults, ResolveOrderDto } from './resolve-order.dto.js';
import { TimelineResponse } from '../find/timeline.response.js';
import { FindOrder } from '../find/find-order.js';
import { OrderAnswer } from '../find/order.answer.js';
import { OrderTimelineQuery } from '../find/order-timeline.query.js';
import { AnswersOrder, ChangesOrder, OrderId } from '../place/orders.openapi.js';

/** One for each outcome: members of the other one are refused. */
const RESOLUTIONS = {
  placed: {
    summary: 'Sectigo placed it',
    value: {
      outcome: 'placed',
      sectigoOrderNumber: '3040824',
      cost: '210.00',
      note: 'Found it in the portal at 10:40.',
    },
  },
  'not-placed': {
    summary: 'Sectigo did not place it',
    value: { outcome: 'not-placed', resubmit: false, note: 'Support confirmed that there is no such order.' },
  },
};

@Api('Orders', 'orders:read')
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
    'Events, and attempts with digests of what was sent and received. It contains no secrets.',
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

  @Operation('Cancel an order that is queued or held', 'A cancelled order is never sent.')
  @AnswersOrder(200, 'Cancelled.')
  @ChangesOrder()
  @ApiBody({ type: NoteDto, required: false })
  @ApiProblems('order-not-cancellable')
  @Needs('orders:write')
  @Post('cancel')
  async cancelOrder(
    @Caller() by: Actor,
    @Param('id') id: string,
    @MatchedVersions() versions: ExpectedVersions,
    @Body() { note }: NoteDto,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.answer.write(200, await this.changeOrder.cancel({ id, by, versions }, note), reply);
  }

  @Operation(
    'Queue a failed, held or rejected order again',
    'For operators. An order with an unknown outcome may have been bought: resolve it instead.',
  )
  @AnswersOrder(200, 'The order is queued again.')
  @ChangesOrder()
  @ApiBody({ type: NoteDto, required: false })
  @ApiProblems('order-not-retryable')
  @Needs('ops:write')
  @Post('retry')
  async retryOrder(
    @Caller() by: Actor,
    @Param('id') id: string,
    @MatchedVersions() versions: ExpectedVersions,
    @Body() { note }: NoteDto,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.answer.write(200, await this.changeOrder.retry({ id, by, versions }, note), reply);
  }

  @Operation(
    'Say whether an order with an unknown outcome was placed',
    'For operators who have looked for the order at Sectigo: `placed` with its number, or `not-placed`, which ' +
      'queues the order again (`resubmit: true`) or fails it.',
  )
  @AnswersOrder(200, 'The order is placed, queued again or failed.')
  @ChangesOrder()
  @ApiProblems('order-not-resolvable')
  @Needs('ops:write')
  @ApiBody({ type: ResolveOrderDto, examples: RESOLUTIONS })
  @Post('resolve')
  async resolveOrder(
    @Caller() by: Actor,
    @Param('id') id: string,
    @MatchedVersions() versions: ExpectedVersions,
    @Body() word: ResolveOrderDto,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const fields = resolutionFaults(word);
    if (fields.length > 0) throw new GatewayError('validation-failed', { fields });
    this.answer.write(200, await this.changeOrder.resolve({ id, by, versions }, word), reply);
  }
}
