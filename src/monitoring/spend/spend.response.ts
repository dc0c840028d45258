import { EXAMPLE_ID } from '../../http/openapi/example-values.js';
import { ListOf, OneOf, Text, Whole } from '../../http/openapi/property.js';
import { matching } from '../../http/validation/field-rules.js';
import { OptionalField } from '../../http/validation/fields.js';
import { CERTIFICATE_TYPES } from '../../orders/domain/order-details.js';

/** The query of `GET /v1/ops/spend`. */
export class SpendQueryDto {
  @OptionalField(
    matching(7, /^20\d\d-(0[1-9]|1[0-2])$/, 'must be a month such as 2026-11'),
    'A month in UTC; by default the current one.',
    '2026-11',
  )
  month?: string;
}

class SpentResponse {
  @Whole('The number of billed orders.', 20) orders!: number;
  @Text('What they cost.', '4200.00') total!: string;
}

export class DaySpendResponse extends SpentResponse {
  @Text('The day in UTC.', '2026-11-23') day!: string;
}

export class ClientMonthResponse extends SpentResponse {
  @Text('The id of the client.', EXAMPLE_ID.cli) clientId!: string;
  @Text('The name that operators give the client.', 'contract-service') name!: string;
}

export class ProductSpendResponse extends SpentResponse {
  @OneOf(CERTIFICATE_TYPES, 'What was ordered.', 'organization') certificateType!: string;
}

export class MonthSpendResponse extends SpentResponse {
  @Text('The month in UTC.', '2026-11') month!: string;
  @ListOf(DaySpendResponse, 'Every day of the month until today, oldest first.') byDay!: DaySpendResponse[];
  @ListOf(ClientMonthResponse, 'Clients that placed billed orders, the highest spend first.')
  byClient!: ClientMonthResponse[];
  @ListOf(ProductSpendResponse, 'Products, the highest spend first.') byProduct!: ProductSpendResponse[];
}
