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
  @Field(text({ max: 100 }), { example: 'contract-service' })
  name!: string;

  @OptionalObjectField(() => LimitsDto)
  limits?: LimitsDto | null;
}

export class UpdateClientDto {
  @OptionalField(text({ max: 100 }), { type: String })
  name?: string | null;

  @OptionalObjectField(() => LimitsDto)
  limits?: LimitsDto | null;
}

export class KeyResponse {
  @ApiProperty({ example: 'key_01JDB2XZ0V1N7P8Q2R3S4T5V6W' })
  id!: string;
  @ApiPropertyOptional({ description: 'The bearer key: shown once, never again.' })
  key?: string;
  @ApiProperty({ format: 'date-time' })
  createdAt!: string;
}

export class ClientResponse {
  @ApiProperty({ example: 'cli_01JDB2XZ0V1N7P8Q2R3S4T5V6W' })
  id!: string;
  @ApiProperty()
  name!: string;
  @ApiProperty({ type: LimitsDto })
  limits!: { ordersPerHour: number | null; spendPerDay: string | null };
  @ApiProperty({ type: [KeyResponse], description: 'Usable keys, without their secrets.' })
  keys!: KeyResponse[];
  @ApiProperty({ format: 'date-time' })
  createdAt!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  disabledAt!: string | null;
}

export class NewClientResponse extends ClientResponse {
  @ApiProperty({ description: 'The bearer key: shown once, never again.' })
  key!: string;
}

export class ClientListResponse {
  @ApiProperty({ type: [ClientResponse] })
  data!: ClientResponse[];
  @ApiProperty({ type: String, nullable: true })
  nextCursor!: string | null;
}
