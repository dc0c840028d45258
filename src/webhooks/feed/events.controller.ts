import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiExtraModels, ApiHeader, ApiResponse, getSchemaPath } from '../../http/openapi/annotations.js';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { EXAMPLE_ID } from '../../http/openapi/example-values.js';
import { Api, Operation } from '../../http/openapi/operation.js';
import { ApiProblems } from '../../http/openapi/problem-responses.js';
import { Caller, type Principal } from '../../access/principal.js';
import { preferredType } from '../../http/preferred-type.js';
import { EventStreams } from './event-streams.answer.js';
import { EventListResponse, ListEventsQuery } from './events.dto.js';
import { ListEvents } from './list-events.js';

const STREAM_EXAMPLE = [
  `id: ${EXAMPLE_ID.evt.replace(/2$/, '1')}`,
  'retry: 2000',
  '',
  `id: ${EXAMPLE_ID.evt}`,
  'event: order.placed',
  `data: {"id":"${EXAMPLE_ID.evt}","type":"order.placed","orderId":"${EXAMPLE_ID.ord}",` +
    '"createdAt":"2026-11-22T09:30:00.000Z","version":3,"data":{"status":"placed"}}',
  '',
  ': heartbeat',
  '',
].join('\n');

@Api('Events', 'orders:read')
@Controller('v1/events')
export class EventsController {
  constructor(
    private readonly events: ListEvents,
    private readonly streams: EventStreams,
  ) {}

  @Operation(
    'Events, as a list or a live stream',
    'A client sees the events of its own orders, an operator sees all.\n\n' +
      'The list has the newest events first. With `after` it has only later events, the oldest first. For the next ' +
      'page pass `nextCursor` as `cursor` and leave the other parameters unchanged. If you remember the largest id ' +
      'and ask for events `after` it, you miss none.\n\n' +
      'With `Accept: text/event-stream` the answer is a stream of server-sent events. It begins after ' +
      '`Last-Event-ID`, or else `after`, or else now. Its first line is the id of that position, without an event, ' +
      'so that a break before the first event loses none. While nothing happens, a comment is sent every 15 seconds. ' +
      'The stream ends when the key is revoked, when its reader takes nothing for 30 seconds, and when the gateway ' +
      'stops: connect again with the last id. A caller may have 20 streams in each process of the gateway.',
  )
  @ApiExtraModels(EventListResponse)
  @ApiHeader({
    name: 'Last-Event-ID',
    required: false,
    description: 'For streams: the last id that you received. Browsers send it automatically.',
    schema: { type: 'string', example: EXAMPLE_ID.evt },
  })
  @ApiResponse({
    status: 200,
    description: 'A page of events, or the stream.',
    content: {
      'application/json': { schema: { $ref: getSchemaPath(EventListResponse) } },
      'text/event-stream': { schema: { type: 'string' }, example: STREAM_EXAMPLE },
    },
  })
  @ApiProblems('malformed-request', 'stream-limit-reached')
  @Get()
  async listEvents(
    @Caller() caller: Principal,
    @Query() query: ListEventsQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const type = preferredType(request.headers.accept, ['text/event-stream', 'application/json']);
    if (type === 'text/event-stream') await this.streams.start(caller, query, request, reply);
    else void reply.send(await this.events.execute(caller, query));
  }
}
