import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { Caller, type Principal } from '../../access/principal.js';
import { preferredType } from '../../http/preferred-type.js';
import { EventStreams } from './event-streams.answer.js';
import { ListEventsQuery } from './events.dto.js';
import { DescribeEvents, DescribeListEvents } from './events.openapi.js';
import { ListEvents } from './list-events.js';

@DescribeEvents()
@Controller('v1/events')
export class EventsController {
  constructor(
    private readonly listEvents: ListEvents,
    private readonly streams: EventStreams,
  ) {}

  @DescribeListEvents()
  @Get()
  async read(
    @Caller() caller: Principal,
    @Query() query: ListEventsQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const type = preferredType(request.headers.accept, ['text/event-stream', 'application/json']);
    if (type === 'text/event-stream') await this.streams.start(caller, query, request, reply);
    else void reply.send(await this.listEvents.execute(caller, query));
  }
}
