import { type Id } from '../../shared/ids.js';
import { type ExpectedVersions } from '../domain/expected-versions.js';
import { type CsrSummary, type OrderDetails } from '../domain/order-details.js';

/** An order that may be stored. */
export interface NewOrder {
  readonly id: Id<'ord'>;
  readonly clientId: string;
  /** Whether the client had limits when it made the request; clients without limits need no lock. */
  readonly limited: boolean;
  readonly idempotencyKey: string;
  readonly requestDigest: string;
  readonly certificateDigest: string;
  readonly meaningDigest: string;
  readonly allowDuplicate: boolean;
  readonly details: OrderDetails;
  readonly csrSummary: CsrSummary | null;
  /** Trace context of the span that accepts it; null: not traced. */
  readonly traceparent: string | null;
  /** The order that this one renews. */
  readonly renewalOf: string | null;
  readonly renewableVersions: ExpectedVersions;
}
