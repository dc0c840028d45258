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
  @Text('Sortable: a larger id happened later.', EXAMPLE_ID.evt) id!: string;
  @Time('When it happened.') createdAt!: string;
}

class EventOfOrder extends EventBase {
  @Text('To which order.', EXAMPLE_ID.ord) orderId!: string;
  @Whole("The order's version after it.", 3) version!: number;
}

class EventOfWebhook extends EventBase {
  @None('It is about no order.') orderId!: null;
  @None('It is about no order.') version!: null;
}

export class WebhookTestData {
  @Text('The id of the webhook.', EXAMPLE_ID.whk) webhookId!: string;
}

export class WebhookDisabledData extends WebhookTestData {
  @OneOf(DISABLED_REASONS, 'Why it was disabled.') reason!: string;
}

export class OrderEvent extends EventOfOrder {
  @OneOf(ORDER_EVENT_TYPES, 'What happened.', 'order.placed') type!: string;
  @Part(OrderEventData, 'How the order was then.') data!: OrderEventData;
}

export class CertificateEvent extends EventOfOrder {
  @OneOf(CERTIFICATE_NEWS, 'What happened.', 'certificate.issued') type!: string;
  @Part(CertificateEventData, 'How the certificate was then.') data!: CertificateEventData;
}

export class CertificateExpiringEvent extends EventOfOrder {
  @OneOf(['certificate.expiring'], 'It ends soon.') type!: string;
  @Part(CertificateExpiringData, 'How the certificate was then.') data!: CertificateExpiringData;
}

export class WebhookDisabledEvent extends EventOfWebhook {
  @OneOf(['webhook.disabled'], 'A webhook of yours gets no events any more.') type!: string;
  @Part(WebhookDisabledData, 'Which, and why.') data!: WebhookDisabledData;
}

export class WebhookTestEvent extends EventOfWebhook {
  @OneOf(['webhook.test'], 'You asked for it.') type!: string;
  @Part(WebhookTestData, 'Which.') data!: WebhookTestData;
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
