import { Module, type Provider } from '@nestjs/common';
import { Config } from '../config/config.js';
import { EventLogQuery } from '../events/event-log.query.js';
import { Deliveries } from './deliver/deliveries.js';
import { DeliveriesController } from './deliver/deliveries.controller.js';
import { DeliveriesQuery } from './deliver/deliveries.query.js';
import { EventStreams } from './feed/event-streams.answer.js';
import { EventTail } from './feed/event-tail.js';
import { EventsController } from './feed/events.controller.js';
import { ListEvents } from './feed/list-events.js';
import { ReceiverCheck } from './receivers/receiver-check.js';
import { ReceiverRules } from './receivers/receiver-rules.js';
import { resolveLocalHost, resolvePublicHost } from './receivers/resolve-host.js';
import { FindWebhook } from './subscribe/find-webhook.js';
import { WebhooksController } from './subscribe/webhooks.controller.js';
import { Webhooks } from './subscribe/webhooks.js';
import { WebhooksRepository } from './subscribe/webhooks.repository.js';
import { WebhookQueueModule } from './webhook-queue.module.js';

/** Where webhooks may lead; the same at registration and at every delivery. */
export const RECEIVER_CHECK: Provider = {
  provide: ReceiverCheck,
  inject: [Config],
  useFactory: (config: Config) =>
    new ReceiverCheck(
      config.webhookAllowPrivate ? resolveLocalHost : resolvePublicHost,
      new ReceiverRules(config),
    ),
};

/** The API of events and webhooks. */
@Module({
  imports: [WebhookQueueModule],
  controllers: [EventsController, WebhooksController, DeliveriesController],
  providers: [
    EventLogQuery,
    ListEvents,
    EventTail,
    EventStreams,
    RECEIVER_CHECK,
    WebhooksRepository,
    FindWebhook,
    Webhooks,
    DeliveriesQuery,
    Deliveries,
  ],
})
export class WebhooksApiModule {}
