import { Module } from '@nestjs/common';
import { EventLogQuery } from '../events/event-log.query.js';
import { EventStreams } from './feed/event-streams.js';
import { EventTail } from './feed/event-tail.js';
import { EventsController } from './feed/events.controller.js';
import { ListEvents } from './feed/list-events.js';

/** Tells what happened to those who ask, and to those who want to be told. */
@Module({
  controllers: [EventsController],
  providers: [EventLogQuery, ListEvents, EventTail, EventStreams],
})
export class WebhooksModule {}
