import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { BalanceResponse } from '../balance/balance.response.js';
import { type OrderStatus, ORDER_STATUSES } from '../../orders/domain/order-status.js';

const ORDER_COUNTS = {
  type: 'object',
  description: 'Every status, those without orders as 0.',
  additionalProperties: { type: 'integer' },
  example: Object.fromEntries(ORDER_STATUSES.map((status) => [status, status === 'placed' ? 41 : 0])),
} satisfies ApiPropertyOptions;
const MOMENT = { type: String, format: 'date-time', nullable: true } as const;

export class OldestOrderResponse {
  @ApiProperty({ example: 'ord_01JDB2XZ0V1N7P8Q2R3S4T5V6W', description: 'The id of the order.' })
  orderId!: string;
  @ApiProperty({
    enum: ['queued', 'submitting', 'held', 'outcome-unknown'],
    example: 'queued',
    description: 'Where it stands.',
  })
  status!: OrderStatus;
  @ApiProperty({ type: Number, description: 'Since it was accepted, in seconds.', example: 12.5 })
  ageSeconds!: number;
}

export class SubmissionStateResponse {
  @ApiProperty({ description: 'Nothing is sent to Sectigo; orders are still accepted.' })
  paused!: boolean;
  @ApiProperty({ ...MOMENT, description: 'Since when.' })
  pausedAt!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    enum: ['operator', 'sectigo', null],
    description: 'By whose doing.',
  })
  pausedBy!: string | null;
  @ApiProperty({ type: String, nullable: true, description: "A problem's code, or what the operator said." })
  reason!: string | null;
  @ApiProperty({ ...MOMENT, description: 'When one order will find out whether Sectigo takes orders again.' })
  nextProbeAt!: string | null;
  @ApiProperty({
    ...MOMENT,
    description: 'Nothing is sent before: Sectigo asked for it, or the breaker waits.',
  })
  slowedUntil!: string | null;
  @ApiProperty({
    enum: ['closed', 'open', 'half-open'],
    description: 'open: Sectigo cannot be reached and nothing is sent; half-open: one attempt finds out.',
  })
  breaker!: string;
}

export class AttemptCountResponse {
  @ApiProperty({
    enum: ['placed', 'refused', 'throttled', 'not-sent', 'unknown'],
    description: 'What it came to.',
  })
  outcome!: string;
  @ApiProperty({
    type: 'integer',
    nullable: true,
    example: -15,
    description: "Sectigo's code, if it gave one.",
  })
  sectigoCode!: number | null;
  @ApiProperty({ type: 'integer', example: 2, description: 'How many attempts came to that.' })
  count!: number;
}

export class TimeToPlacedResponse {
  @ApiProperty({ type: 'integer', description: 'Orders that were placed in the last 24 hours.', example: 41 })
  placed!: number;
  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Seconds from acceptance; null: none was placed.',
    example: 1.8,
  })
  p50!: number | null;
  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'As p50, for the slowest twentieth.',
    example: 6.4,
  })
  p95!: number | null;
}

export class ClientSpendResponse {
  @ApiProperty({ example: 'cli_01JDB2XZ0V1N7P8Q2R3S4T5V6W', description: 'The id of the client.' })
  clientId!: string;
  @ApiProperty({ example: 'contract-service', description: 'What operators call the client.' })
  name!: string;
  @ApiProperty({ example: '420.00', description: 'Since midnight UTC.' })
  today!: string;
  @ApiProperty({ example: '8610.00', description: 'Since the first of the month, UTC.' })
  month!: string;
}

export class SpendResponse {
  @ApiProperty({ example: '420.00', description: 'Of all clients, since midnight UTC.' })
  today!: string;
  @ApiProperty({ example: '8610.00', description: 'Of all clients, since the first of the month, UTC.' })
  month!: string;
  @ApiProperty({
    type: [ClientSpendResponse],
    description: 'Who placed orders this month, the highest first.',
  })
  byClient!: ClientSpendResponse[];
}

export class CertificateSummaryResponse {
  @ApiProperty({ type: 'integer', example: 1, description: 'Issued ones that end within 7 days.' })
  endingWithin7Days!: number;
  @ApiProperty({ type: 'integer', example: 3, description: 'Issued ones that end within 30 days.' })
  endingWithin30Days!: number;
  @ApiProperty({ type: 'integer', example: 0, description: 'Delivered ones that are not what was ordered.' })
  mismatched!: number;
  @ApiProperty({
    type: 'integer',
    example: 0,
    description: "Sectigo's pushes about orders that are not known.",
  })
  pushesWaiting!: number;
}

export class SummaryResponse {
  @ApiProperty({
    example: false,
    description: 'The simulator stands in for Sectigo: nothing is really bought.',
  })
  simulated!: boolean;
  @ApiProperty(ORDER_COUNTS)
  orders!: Record<OrderStatus, number>;
  @ApiProperty({ type: 'integer', description: 'Queued orders whose time to be sent has come.', example: 3 })
  queueDepth!: number;
  @ApiProperty({
    type: OldestOrderResponse,
    nullable: true,
    description: 'The oldest that somebody, or something, still has to act on.',
  })
  oldestOpenOrder!: OldestOrderResponse | null;
  @ApiProperty({ type: SubmissionStateResponse, description: 'Whether orders are sent, and if not, why.' })
  submissions!: SubmissionStateResponse;
  @ApiProperty({
    type: [AttemptCountResponse],
    description: 'Of the last 24 hours, the most frequent first.',
  })
  attempts!: AttemptCountResponse[];
  @ApiProperty({ type: TimeToPlacedResponse, description: 'Of the orders placed in the last 24 hours.' })
  timeToPlaced!: TimeToPlacedResponse;
  @ApiProperty({ type: SpendResponse, description: 'What Sectigo took; test orders are not billed.' })
  spend!: SpendResponse;
  @ApiProperty({
    type: CertificateSummaryResponse,
    description: 'What somebody has to know of certificates.',
  })
  certificates!: CertificateSummaryResponse;
  @ApiProperty({
    type: BalanceResponse,
    nullable: true,
    description: 'What is known of the balance, however old; null while Sectigo has not been asked for it.',
  })
  balance!: BalanceResponse | null;
}

export class ActivityBucketResponse {
  @ApiProperty({ format: 'date-time', description: 'Its beginning.' })
  from!: string;
  @ApiProperty({ type: 'integer', example: 12, description: 'Orders that were accepted.' })
  accepted!: number;
  @ApiProperty({ type: 'integer', description: 'Reconciled ones included.', example: 11 })
  placed!: number;
  @ApiProperty({ type: 'integer', example: 1, description: 'Orders that Sectigo rejected.' })
  rejected!: number;
  @ApiProperty({ type: 'integer', example: 0, description: 'Orders that failed.' })
  failed!: number;
  @ApiProperty({ type: 'integer', example: 0, description: 'Orders that became held.' })
  held!: number;
  @ApiProperty({ type: 'integer', example: 0, description: 'Orders whose outcome became unknown.' })
  outcomeUnknown!: number;
}

export class ActivityResponse {
  @ApiProperty({ type: 'integer', description: 'Length of a bucket in seconds.', example: 900 })
  stepSeconds!: number;
  @ApiProperty({ type: [ActivityBucketResponse], description: 'Oldest first, without gaps.' })
  data!: ActivityBucketResponse[];
}
