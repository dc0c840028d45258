import { OneOf, SomeOf, Text, Time, Whole } from '../../http/openapi/property.js';
import { CERTIFICATE_MISMATCHES, CERTIFICATE_STATUSES } from '../domain/certificate-status.js';
import { ORDER_STATUSES } from '../domain/order-status.js';

/** The data of an event about an order. */
export class OrderFacts {
  @OneOf(ORDER_STATUSES, 'The status of the order at that time.', 'placed') status!: string;
  @Text.optional('The code of its problem, if it had one.', 'country-invalid') problem?: string;
}

export class OrderEventData extends OrderFacts {
  @Text.optional('The note of whoever made the change.', 'The customer called.') note?: string;
}

/** What an event says of a certificate. */
export class CertificateEventData {
  @OneOf(ORDER_STATUSES, 'The status of the order at that time.', 'placed') status!: string;
  @OneOf(CERTIFICATE_STATUSES, 'The status of the certificate at that time.', 'issued')
  certificateStatus!: string;
  @Text.optional("Sectigo's text about it.", 'Issued') statusDescription?: string;
  @Time.optional('When it expires, if that is known.') expiresAt?: string;
  @SomeOf.optional(CERTIFICATE_MISMATCHES, 'How it differs from what was ordered.', ['key'])
  mismatches?: string[];
}

export class CertificateExpiringData extends CertificateEventData {
  @Whole('Days until it expires.', 30) daysLeft!: number;
}
