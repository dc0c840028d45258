import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { Caller, type Principal } from '../../access/principal.js';
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
    const wantsStream = request.headers.accept?.includes('text/event-stream') === true;
    if (wantsStream) await this.streams.start(caller, query, request, reply);
    else void reply.send(await this.listEvents.execute(caller, query));
  }
}
