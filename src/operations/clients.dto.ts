import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { integer, money, text } from '../http/validation/field-rules.js';
import { Field, OptionalField, OptionalObjectField } from '../http/validation/fields.js';

const MAX_ORDERS_PER_HOUR = 1_000_000;

export class LimitsDto {
  @OptionalField(integer(0, MAX_ORDERS_PER_HOUR), {
    type: 'integer',
    example: 100,
    description: 'null: no limit.',
  })
  ordersPerHour?: number | null;

  @OptionalField(money, {
    type: String,
    example: '5000.00',
    description: "In the account's currency; null: no limit.",
  })
  spendPerDay?: string | null;
}

export class CreateClientDto {
  @Field(text({ max: 100 }), { example: 'contract-service', description: 'What operators call the client.' })
  name!: string;

  @OptionalObjectField(() => LimitsDto, { description: 'What the client may order.' })
  limits?: LimitsDto | null;
}

export class UpdateClientDto {
  @OptionalField(text({ max: 100 }), {
    type: String,
    example: 'contract-service',
    description: 'What operators call the client.',
  })
  name?: string | null;

  @OptionalObjectField(() => LimitsDto, { description: 'Limits that are not given stay as they are.' })
  limits?: LimitsDto | null;
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

export class ClientResponse {
  @ApiProperty({ example: 'cli_01JDB2XZ0V1N7P8Q2R3S4T5V6W', description: 'The id of the client.' })
  id!: string;
  @ApiProperty({ example: 'contract-service', description: 'What operators call the client.' })
  name!: string;
  @ApiProperty({ type: LimitsDto, description: 'What the client may order.' })
  limits!: { ordersPerHour: number | null; spendPerDay: string | null };
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
