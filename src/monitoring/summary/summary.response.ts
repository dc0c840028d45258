import { type ApiPropertyOptions } from '@nestjs/swagger';
import { ApiProperty } from '../../http/openapi/annotations.js';
import { EXAMPLE_ID } from '../../http/openapi/example-values.js';
import { Decimal, Flag, ListOf, OneOf, Part, Text, Time, Whole } from '../../http/openapi/property.js';
import { GATE_CLOSERS } from '../../gate/gate-closer.js';
import { BalanceResponse } from '../balance/balance.response.js';
import { type OrderStatus, ORDER_STATUSES } from '../../orders/domain/order-status.js';

const ORDER_COUNTS = {
  type: 'object',
  description: 'Every status, those without orders as 0.',
  additionalProperties: { type: 'integer' },
  example: Object.fromEntries(ORDER_STATUSES.map((status) => [status, status === 'placed' ? 41 : 0])),
} satisfies ApiPropertyOptions;

export class OldestOrderResponse {
  @Text('The id of the order.', 'ord_01JDB2XZ0V1N7P8Q2R3S4T5V6W') orderId!: string;
  @OneOf(['queued', 'submitting', 'held', 'outcome-unknown'], 'Where it stands.', 'queued')
  status!: OrderStatus;
  @Decimal({ description: 'Since it was accepted, in seconds.', example: 12.5 }) ageSeconds!: number;
}

export class SubmissionStateResponse {
  @Flag('Nothing is sent to Sectigo; orders are still accepted.') paused!: boolean;
  @Time.orNull('Since when.') pausedAt!: string | null;
  @Text.orNull({ enum: [...GATE_CLOSERS, null], description: 'By whose doing.' })
  pausedBy!: string | null;
  @Text.orNull("A problem's code, or what the operator said.") reason!: string | null;
  @Time.orNull('When one order will find out whether Sectigo takes orders again.')
  nextProbeAt!: string | null;
  @Time.orNull('Nothing is sent before: Sectigo asked for it, or the breaker waits.')
  slowedUntil!: string | null;
  @OneOf(
    ['closed', 'open', 'half-open'],
    'open: Sectigo cannot be reached and nothing is sent; half-open: one attempt finds out.',
  )
  breaker!: string;
}

export class AttemptCountResponse {
  @OneOf(['placed', 'refused', 'throttled', 'not-sent', 'unknown'], 'What it came to.') outcome!: string;
  @Whole.orNull("Sectigo's code, if it gave one.", -15) sectigoCode!: number | null;
  @Whole('How many attempts came to that.', 2) count!: number;
}

export class TimeToPlacedResponse {
  @Whole({ description: 'Orders that were placed in the last 24 hours.', example: 41 }) placed!: number;
  @Decimal.orNull({ description: 'Seconds from acceptance; null: none was placed.', example: 1.8 })
  p50!: number | null;
  @Decimal.orNull({ description: 'As p50, for the slowest twentieth.', example: 6.4 }) p95!: number | null;
}

export class ClientSpendResponse {
  @Text('The id of the client.', EXAMPLE_ID.cli) clientId!: string;
  @Text('What operators call the client.', 'contract-service') name!: string;
  @Text('Since midnight UTC.', '420.00') today!: string;
  @Text('Since the first of the month, UTC.', '8610.00') month!: string;
}

export class SpendResponse {
  @Text('Of all clients, since midnight UTC.', '420.00') today!: string;
  @Text('Of all clients, since the first of the month, UTC.', '8610.00') month!: string;
  @ListOf(ClientSpendResponse, 'Who placed orders this month, the highest first.')
  byClient!: ClientSpendResponse[];
}

export class CertificateSummaryResponse {
  @Whole('Issued ones that end within 7 days.', 1) endingWithin7Days!: number;
  @Whole('Issued ones that end within 30 days.', 3) endingWithin30Days!: number;
  @Whole('Delivered ones that are not what was ordered.', 0) mismatched!: number;
  @Whole("Sectigo's pushes about orders that are not known.", 0) pushesWaiting!: number;
}

export class SummaryResponse {
  @Flag('The simulator stands in for Sectigo: nothing is really bought.', false) simulated!: boolean;
  @ApiProperty(ORDER_COUNTS)
  orders!: Record<OrderStatus, number>;
  @Whole({ description: 'Queued orders whose time to be sent has come.', example: 3 }) queueDepth!: number;
  @Part.orNull(OldestOrderResponse, 'The oldest that somebody, or something, still has to act on.')
  oldestOpenOrder!: OldestOrderResponse | null;
  @Part(SubmissionStateResponse, 'Whether orders are sent, and if not, why.')
  submissions!: SubmissionStateResponse;
  @ListOf(AttemptCountResponse, 'Of the last 24 hours, the most frequent first.')
  attempts!: AttemptCountResponse[];
  @Part(TimeToPlacedResponse, 'Of the orders placed in the last 24 hours.')
  timeToPlaced!: TimeToPlacedResponse;
  @Part(SpendResponse, 'What Sectigo took; test orders are not billed.') spend!: SpendResponse;
  @Part(CertificateSummaryResponse, 'What somebody has to know of certificates.')
  certificates!: CertificateSummaryResponse;
  @Part.orNull(
    BalanceResponse,
    'What is known of the balance, however old; null while Sectigo has not been asked for it.',
  )
  balance!: BalanceResponse | null;
}

/** Orders that came to something between `from` and the next bucket's. */
export class ActivityBucketResponse {
  @Time('Its beginning.') from!: Date;
  @Whole('Orders that were accepted.', 12) accepted!: number;
  @Whole({ description: 'Reconciled ones included.', example: 11 }) placed!: number;
  @Whole('Orders that Sectigo rejected.', 1) rejected!: number;
  @Whole('Orders that failed.', 0) failed!: number;
  @Whole('Orders that became held.', 0) held!: number;
  @Whole('Orders whose outcome became unknown.', 0) outcomeUnknown!: number;
}

export class ActivityResponse {
  @Whole({ description: 'Length of a bucket in seconds.', example: 900 }) stepSeconds!: number;
  @ListOf(ActivityBucketResponse, 'Oldest first, without gaps.') data!: ActivityBucketResponse[];
}
