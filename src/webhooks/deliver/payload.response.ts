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
    @Text('To which order.', EXAMPLE_ID.ord) orderId!: string;
    @Whole("The order's version after it; a larger one happened later.", 3) version!: number;
  }
  return OfOrder;
}

class OrderPayloadData extends ofOrder(OrderFacts) {}
class CertificatePayloadData extends ofOrder(CertificateEventData) {}
class CertificateExpiringPayloadData extends ofOrder(CertificateExpiringData) {}

class PayloadBase {
  @Text('The event, as in the header `webhook-id`: the same at every try.', EXAMPLE_ID.evt) id!: string;
  @Time('When it happened.') timestamp!: string;
}

class OrderPayload extends PayloadBase {
  @OneOf(ORDER_EVENT_TYPES, 'What happened.', 'order.placed') type!: string;
  @Part(OrderPayloadData, 'How the order was then.') data!: OrderPayloadData;
}

class CertificatePayload extends PayloadBase {
  @OneOf(CERTIFICATE_NEWS, 'What happened.', 'certificate.issued') type!: string;
  @Part(CertificatePayloadData, 'How the certificate was then.') data!: CertificatePayloadData;
}

class CertificateExpiringPayload extends PayloadBase {
  @OneOf(['certificate.expiring'], 'It ends soon.') type!: string;
  @Part(CertificateExpiringPayloadData, 'How the certificate was then.')
  data!: CertificateExpiringPayloadData;
}

class WebhookDisabledPayload extends PayloadBase {
  @OneOf(['webhook.disabled'], 'A webhook of yours gets no events any more.') type!: string;
  @Part(WebhookDisabledData, 'Which, and why.') data!: WebhookDisabledData;
}

class WebhookTestPayload extends PayloadBase {
  @OneOf(['webhook.test'], 'You asked for it.') type!: string;
  @Part(WebhookTestData, 'Which.') data!: WebhookTestData;
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
