import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { type FieldRule, integer, money, text } from '../http/validation/field-rules.js';
import { Field, OptionalField, OptionalObjectField } from '../http/validation/fields.js';

/** Not like an id: a token names a client by either, and must not mean another's. */
const jwtSubject: FieldRule = (value) =>
  text({ max: 255 })(value) ??
  ((value as string).startsWith('cli_')
    ? { code: 'invalid-value', detail: 'must not begin with cli_: ids need not be named' }
    : undefined);
const JWT_SUBJECT = {
  type: String,
  example: 'contract-service@clients',
  description:
    "How tokens of the identity provider name it, if not by the client's id. Unique; null: not at all.",
} as const;

const MAX_ORDERS_PER_HOUR = 1_000_000;

export class LimitsDto {
  @OptionalField(integer(0, MAX_ORDERS_PER_HOUR), {
    type: 'integer',
    example: 100,
    description: 'Orders accepted within any 60 minutes, whatever became of them. null: no limit.',
  })
  ordersPerHour?: number | null;

  @OptionalField(money, {
    type: String,
    example: '5000.00',
    description:
      "What the orders accepted on one day (UTC) may cost, in the account's currency. Until an order is placed it counts " +
      'with the last known price of its product; test orders cost nothing. null: no limit.',
  })
  spendPerDay?: string | null;
}

export class CreateClientDto {
  @Field(text({ max: 100 }), { example: 'contract-service', description: 'What operators call the client.' })
  name!: string;

  @OptionalObjectField(() => LimitsDto, { description: 'What the client may order.' })
  limits?: LimitsDto | null;

  @OptionalField(jwtSubject, JWT_SUBJECT)
  jwtSubject?: string | null;
}

export class UpdateClientDto {
  @OptionalField(text({ max: 100 }), {
    type: String,
    example: 'contract-service',
    description: 'What operators call the client.',
  })
  name?: string | null;

  @OptionalObjectField(() => LimitsDto, { description: 'Those that are absent stay; null removes all.' })
  limits?: LimitsDto | null;

  @OptionalField(jwtSubject, JWT_SUBJECT)
  jwtSubject?: string | null;
}

export class KeyResponse {
  @ApiProperty({ example: 'key_01JDB2XZ0V1N7P8Q2R3S4T5V6W', description: 'The id of the key.' })
  id!: string;
  @ApiPropertyOptional({
    description: 'The bearer key: shown once, never again.',
    example: 'sgk_01JDB2XZ0V1N7P8Q2R3S4T5V6W_Zk3…',
  })
  key?: string;
  @ApiProperty({ format: 'date-time', description: 'When it was made.' })
  createdAt!: string;
}

export class UsageResponse {
  @ApiProperty({ type: 'integer', description: 'Orders accepted within the last 60 minutes.', example: 12 })
  ordersLastHour!: number;
  @ApiProperty({
    example: '420.00',
    description: 'What the orders accepted today (UTC) have cost, or will by the last known prices.',
  })
  spendToday!: string;
}

export class ClientResponse {
  @ApiProperty({ example: 'cli_01JDB2XZ0V1N7P8Q2R3S4T5V6W', description: 'The id of the client.' })
  id!: string;
  @ApiProperty({ example: 'contract-service', description: 'What operators call the client.' })
  name!: string;
  @ApiProperty({ type: LimitsDto, description: 'What the client may order.' })
  limits!: { ordersPerHour: number | null; spendPerDay: string | null };
  @ApiPropertyOptional({ type: UsageResponse, description: 'Not in lists.' })
  usage?: UsageResponse;
  @ApiProperty({ ...JWT_SUBJECT, nullable: true })
  jwtSubject!: string | null;
  @ApiProperty({ type: [KeyResponse], description: 'Usable keys, without their secrets.' })
  keys!: KeyResponse[];
  @ApiProperty({ format: 'date-time', description: 'When it was made.' })
  createdAt!: string;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    example: null,
    description: 'Since when it may not order; null: it may.',
  })
  disabledAt!: string | null;
}

export class NewClientResponse extends ClientResponse {
  @ApiProperty({
    description: 'The bearer key: shown once, never again.',
    example: 'sgk_01JDB2XZ0V1N7P8Q2R3S4T5V6W_Zk3…',
  })
  key!: string;
}

export class ClientListResponse {
  @ApiProperty({ type: [ClientResponse], description: 'The clients of the page.' })
  data!: ClientResponse[];
  @ApiProperty({
    type: String,
    nullable: true,
    example: null,
    description: 'Send it as cursor for the next page; null: there is none.',
  })
  nextCursor!: string | null;
}
