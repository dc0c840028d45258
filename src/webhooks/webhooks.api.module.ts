import { Module } from '@nestjs/common';
import { EventLogQuery } from '../events/event-log.query.js';
import { OrdersApiModule } from '../orders/orders.api.module.js';
import { Deliveries } from './deliver/deliveries.js';
import { DeliveriesController } from './deliver/deliveries.controller.js';
import { DeliveriesQuery } from './deliver/deliveries.query.js';
import { OrderDeliveriesController } from './deliver/order-deliveries.controller.js';
import { EventStreams } from './feed/event-streams.answer.js';
import { EventTail } from './feed/event-tail.js';
import { EventsController } from './feed/events.controller.js';
import { ListEvents } from './feed/list-events.js';
import { ReceiverCheckModule } from './receiver-check.module.js';
import { FindWebhook } from './subscribe/find-webhook.js';
import { WebhooksController } from './subscribe/webhooks.controller.js';
import { Webhooks } from './subscribe/webhooks.js';
import { WebhooksRepository } from './subscribe/webhooks.repository.js';
import { WebhookQueueModule } from './webhook-queue.module.js';
import { WebhookSecretsModule } from './webhook-secrets.module.js';

/** The API of events and webhooks. */
@Module({
  imports: [WebhookQueueModule, WebhookSecretsModule, ReceiverCheckModule, OrdersApiModule],
  controllers: [EventsController, WebhooksController, DeliveriesController, OrderDeliveriesController],
  providers: [
    EventLogQuery,
    ListEvents,
    EventTail,
    EventStreams,
    WebhooksRepository,
    FindWebhook,
    Webhooks,
    DeliveriesQuery,
    Deliveries,
  ],
})
export class WebhooksApiModule {}
