import { type ApiPropertyOptions } from '@nestjs/swagger';
import { ApiProperty } from '../../http/openapi/annotations.js';
import { EXAMPLE_ID } from '../../http/openapi/example-values.js';
import { Decimal, Flag, ListOf, OneOf, Part, Text, Time, Whole } from '../../http/openapi/property.js';
import { GATE_CLOSERS } from '../../gate/gate-closer.js';
import { BalanceResponse } from '../balance/balance.response.js';
import { type OrderStatus, ORDER_STATUSES } from '../../orders/domain/order-status.js';

const ORDER_COUNTS = {
  type: 'object',
  description: 'Orders in each status, 0 included.',
  additionalProperties: { type: 'integer' },
  example: Object.fromEntries(ORDER_STATUSES.map((status) => [status, status === 'placed' ? 41 : 0])),
} satisfies ApiPropertyOptions;

export class OldestOrderResponse {
  @Text('The id of the order.', 'ord_01JDB2XZ0V1N7P8Q2R3S4T5V6W') orderId!: string;
  @OneOf(['queued', 'submitting', 'held', 'outcome-unknown'], 'Its status.', 'queued')
  status!: OrderStatus;
  @Decimal({ description: 'Seconds since it was accepted.', example: 12.5 }) ageSeconds!: number;
}

export class SubmissionStateResponse {
  @Flag('Nothing is sent to Sectigo; orders are still accepted.') paused!: boolean;
  @Time.orNull('Since when it is paused.') pausedAt!: string | null;
  @Text.orNull({ enum: [...GATE_CLOSERS, null], description: 'Who paused it.' })
  pausedBy!: string | null;
  @Text.orNull('The code of a problem, or the reason that an operator gave.') reason!: string | null;
  @Time.orNull('When one order will test whether Sectigo accepts orders again.')
  nextProbeAt!: string | null;
  @Time.orNull('Nothing is sent until then: Sectigo asked to slow down, or the breaker waits.')
  slowedUntil!: string | null;
  @OneOf(
    ['closed', 'open', 'half-open'],
    '`open`: Sectigo cannot be reached and nothing is sent; `half-open`: one attempt at a time tests the connection.',
  )
  breaker!: string;
}

export class AttemptCountResponse {
  @OneOf(['placed', 'refused', 'throttled', 'not-sent', 'unknown'], 'The outcome.') outcome!: string;
  @Whole.orNull("Sectigo's code, if it gave one.", -15) sectigoCode!: number | null;
  @Whole('How many attempts had this outcome.', 2) count!: number;
}

export class TimeToPlacedResponse {
  @Whole({ description: 'Orders that were placed in the last 24 hours.', example: 41 }) placed!: number;
  @Decimal.orNull({
    description: 'Median of the seconds from acceptance; null if none was placed.',
    example: 1.8,
  })
  p50!: number | null;
  @Decimal.orNull({ description: 'The same, 95th percentile.', example: 6.4 }) p95!: number | null;
}

export class ClientSpendResponse {
  @Text('The id of the client.', EXAMPLE_ID.cli) clientId!: string;
  @Text('The name that operators give the client.', 'contract-service') name!: string;
  @Text('Since midnight UTC.', '420.00') today!: string;
  @Text('Since the first of the month, UTC.', '8610.00') month!: string;
}

export class SpendResponse {
  @Text('For all clients, since midnight UTC.', '420.00') today!: string;
  @Text('For all clients, since the first of the month, UTC.', '8610.00') month!: string;
  @ListOf(ClientSpendResponse, 'Clients that placed orders this month, the highest spend first.')
  byClient!: ClientSpendResponse[];
}

export class CertificateSummaryResponse {
  @Whole('Issued certificates that expire within 7 days.', 1) endingWithin7Days!: number;
  @Whole('Issued certificates that expire within 30 days.', 3) endingWithin30Days!: number;
  @Whole('Delivered certificates that are not what was ordered.', 0) mismatched!: number;
  @Whole('Pushes of Sectigo about unknown orders.', 0) pushesWaiting!: number;
}

export class SummaryResponse {
  @Flag('The simulator stands in for Sectigo: nothing is really bought.', false) simulated!: boolean;
  @ApiProperty(ORDER_COUNTS)
  orders!: Record<OrderStatus, number>;
  @Whole({ description: 'Queued orders that are due.', example: 3 }) queueDepth!: number;
  @Part.orNull(OldestOrderResponse, 'The oldest order that is not final.')
  oldestOpenOrder!: OldestOrderResponse | null;
  @Part(SubmissionStateResponse, 'Whether orders are sent, and if not, why.')
  submissions!: SubmissionStateResponse;
  @ListOf(AttemptCountResponse, 'Attempts of the last 24 hours, the most frequent outcome first.')
  attempts!: AttemptCountResponse[];
  @Part(TimeToPlacedResponse, 'For the orders placed in the last 24 hours.')
  timeToPlaced!: TimeToPlacedResponse;
  @Part(SpendResponse, 'What Sectigo charged. Test orders are not billed.') spend!: SpendResponse;
  @Part(CertificateSummaryResponse, 'Certificates that need attention.')
  certificates!: CertificateSummaryResponse;
  @Part.orNull(BalanceResponse, 'The last known balance, however old; null while Sectigo has not been asked.')
  balance!: BalanceResponse | null;
}

/** Orders that came to something between `from` and the next bucket's. */
export class ActivityBucketResponse {
  @Time('Start of the bucket.') from!: Date;
  @Whole('Orders that were accepted.', 12) accepted!: number;
  @Whole({ description: 'Orders that were placed, reconciled orders included.', example: 11 })
  placed!: number;
  @Whole('Orders that Sectigo rejected.', 1) rejected!: number;
  @Whole('Orders that failed.', 0) failed!: number;
  @Whole('Orders that were held.', 0) held!: number;
  @Whole('Orders whose outcome became unknown.', 0) outcomeUnknown!: number;
}

export class ActivityResponse {
  @Whole({ description: 'Length of a bucket in seconds.', example: 900 }) stepSeconds!: number;
  @ListOf(ActivityBucketResponse, 'Buckets, oldest first, without gaps.') data!: ActivityBucketResponse[];
}
