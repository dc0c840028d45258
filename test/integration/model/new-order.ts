import { certificateDigest, meaningDigest, requestDigest } from '../../../src/orders/domain/digests.js';
import { type OrderDetails } from '../../../src/orders/domain/order-details.js';
import { type NewOrder } from '../../../src/orders/place/new-order.js';
import { type Request } from './steps.js';

/** The same name to people. */
const WRITINGS = [(n: number) => `Company ${n}`, (n: number) => `COMPANY\u00a0 ${n} `];

/** A request of the model as the use case would store it, with its real digests. */
export function newOrder(request: Request): NewOrder {
  const { certificate, writing, reference, note, allowDuplicate } = request;
  const details: OrderDetails = {
    certificateType: 'organization',
    validityDays: 365,
    provisioning: { method: 'deferred' },
    organization: {
      name: WRITINGS[writing % WRITINGS.length]?.(certificate) ?? '',
      address: {
        line1: 'Elm Street 12',
        city: 'Bern',
        stateOrProvince: 'BE',
        postalCode: '1',
        country: 'CH',
      },
    },
    applicant: { jobTitle: 'Dr', firstName: 'Jo', lastName: 'Doe', email: 'jo@example.com' },
    validation: { customerValidated: false },
    notifications: {},
    test: false,
    ...(reference !== null && { reference: `reference ${reference}` }),
    metadata: { note: String(note) },
  };
  return {
    id: request.id,
    clientId: `cli_${request.client}`,
    limited: false,
    idempotencyKey: `key ${request.key}`,
    requestDigest: requestDigest({ ...details, allowDuplicate }),
    certificateDigest: certificateDigest(details),
    meaningDigest: meaningDigest(details),
    allowDuplicate,
    details,
    csrSummary: null,
    traceparent: null,
    renewalOf: null,
    renewableVersions: null,
  };
}
