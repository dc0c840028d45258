import { CERTIFICATE_NEWS, ORDER_EVENT_TYPES } from '../../events/event-type.js';
import { EXAMPLE_ID } from '../../http/openapi/example-values.js';
import { OneOf, Part, property, Text, Time, Whole } from '../../http/openapi/property.js';
import { eachOf, UnionBy } from '../../http/openapi/union.js';
import {
  CertificateEventData,
  CertificateExpiringData,
  OrderEventData,
} from '../../orders/find/event-data.response.js';
import { DISABLED_REASONS } from '../deliver/delivery-decision.js';

const None = (about: string): PropertyDecorator => property({ type: 'null' }, about, null);

class EventBase {
  @Text('The id of the event. A larger id happened later.', EXAMPLE_ID.evt) id!: string;
  @Time('When it happened.') createdAt!: string;
}

class EventOfOrder extends EventBase {
  @Text('The order that it is about.', EXAMPLE_ID.ord) orderId!: string;
  @Whole("The order's version after it.", 3) version!: number;
}

class EventOfWebhook extends EventBase {
  @None('Always null: it is about no order.') orderId!: null;
  @None('Always null: it is about no order.') version!: null;
}

export class WebhookTestData {
  @Text('The id of the webhook.', EXAMPLE_ID.whk) webhookId!: string;
}

export class WebhookDisabledData extends WebhookTestData {
  @OneOf(DISABLED_REASONS, 'Why it was disabled.') reason!: string;
}

export class OrderEvent extends EventOfOrder {
  @OneOf(ORDER_EVENT_TYPES, 'What happened.', 'order.placed') type!: string;
  @Part(OrderEventData, 'The order at that time.') data!: OrderEventData;
}

export class CertificateEvent extends EventOfOrder {
  @OneOf(CERTIFICATE_NEWS, 'What happened.', 'certificate.issued') type!: string;
  @Part(CertificateEventData, 'The certificate at that time.') data!: CertificateEventData;
}

export class CertificateExpiringEvent extends EventOfOrder {
  @OneOf(['certificate.expiring'], 'The certificate expires soon.') type!: string;
  @Part(CertificateExpiringData, 'The certificate at that time.') data!: CertificateExpiringData;
}

export class WebhookDisabledEvent extends EventOfWebhook {
  @OneOf(['webhook.disabled'], 'A webhook of yours was disabled and gets no more events.') type!: string;
  @Part(WebhookDisabledData, 'The webhook, and why.') data!: WebhookDisabledData;
}

export class WebhookTestEvent extends EventOfWebhook {
  @OneOf(['webhook.test'], 'The event that you asked for to test a webhook.') type!: string;
  @Part(WebhookTestData, 'The webhook.') data!: WebhookTestData;
}

/** Something that happened. */
@UnionBy('type', {
  ...eachOf(ORDER_EVENT_TYPES, OrderEvent),
  ...eachOf(CERTIFICATE_NEWS, CertificateEvent),
  'certificate.expiring': CertificateExpiringEvent,
  'webhook.disabled': WebhookDisabledEvent,
  'webhook.test': WebhookTestEvent,
})
export class EventResponse {
  id!: string;
  type!: string;
  orderId!: string | null;
  createdAt!: string;
  version!: number | null;
  data!: Readonly<Record<string, unknown>>;
}
