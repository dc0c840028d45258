import { CERTIFICATE_NEWS, ORDER_EVENT_TYPES } from '../../events/event-type.js';
import { EXAMPLE_ID } from '../../http/openapi/example-values.js';
import { OneOf, Part, Text, Time, Whole } from '../../http/openapi/property.js';
import { eachOf, UnionBy } from '../../http/openapi/union.js';
import {
  CertificateEventData,
  CertificateExpiringData,
  OrderFacts,
} from '../../orders/find/event-data.response.js';
import { WebhookDisabledData, WebhookTestData } from '../feed/event.response.js';

type Class = new () => object;

/** Facts, and of which order in which version. */
function ofOrder(Facts: Class): Class {
  class OfOrder extends Facts {
    @Text('The order that it is about.', EXAMPLE_ID.ord) orderId!: string;
    @Whole("The order's version after the event. A larger version is later.", 3) version!: number;
  }
  return OfOrder;
}

class OrderPayloadData extends ofOrder(OrderFacts) {}
class CertificatePayloadData extends ofOrder(CertificateEventData) {}
class CertificateExpiringPayloadData extends ofOrder(CertificateExpiringData) {}

class PayloadBase {
  @Text('The id of the event, as in the header `webhook-id`. It is the same at every try.', EXAMPLE_ID.evt)
  id!: string;
  @Time('When it happened.') timestamp!: string;
}

class OrderPayload extends PayloadBase {
  @OneOf(ORDER_EVENT_TYPES, 'What happened.', 'order.placed') type!: string;
  @Part(OrderPayloadData, 'The order at that time.') data!: OrderPayloadData;
}

class CertificatePayload extends PayloadBase {
  @OneOf(CERTIFICATE_NEWS, 'What happened.', 'certificate.issued') type!: string;
  @Part(CertificatePayloadData, 'The certificate at that time.') data!: CertificatePayloadData;
}

class CertificateExpiringPayload extends PayloadBase {
  @OneOf(['certificate.expiring'], 'The certificate expires soon.') type!: string;
  @Part(CertificateExpiringPayloadData, 'The certificate at that time.')
  data!: CertificateExpiringPayloadData;
}

class WebhookDisabledPayload extends PayloadBase {
  @OneOf(['webhook.disabled'], 'A webhook of yours was disabled and gets no more events.') type!: string;
  @Part(WebhookDisabledData, 'The webhook, and why.') data!: WebhookDisabledData;
}

class WebhookTestPayload extends PayloadBase {
  @OneOf(['webhook.test'], 'The event that you asked for to test a webhook.') type!: string;
  @Part(WebhookTestData, 'The webhook.') data!: WebhookTestData;
}

/** What a receiver gets. */
@UnionBy('type', {
  ...eachOf(ORDER_EVENT_TYPES, OrderPayload),
  ...eachOf(CERTIFICATE_NEWS, CertificatePayload),
  'certificate.expiring': CertificateExpiringPayload,
  'webhook.disabled': WebhookDisabledPayload,
  'webhook.test': WebhookTestPayload,
})
export class WebhookPayload {}
