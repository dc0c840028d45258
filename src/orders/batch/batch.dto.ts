import { EXAMPLE_ID } from '../../http/openapi/example-values.js';
import { ListOf, Part, Text, Whole } from '../../http/openapi/property.js';
import { ProblemResponse } from '../../http/problem/problem.response.js';
import { PlaceOrderDto } from '../place/place-order.dto.js';
import { MAX_BATCH } from './batch.reader.js';

/** For the documentation: `readBatch` reads it, `ReadOrder` each order. */
export class BatchOrderDto {
  @Text({
    minLength: 1,
    maxLength: 255,
    description: 'As the header Idempotency-Key of a single order.',
    example: 'batch-7/1',
  })
  idempotencyKey!: string;
  @Part(PlaceOrderDto, 'The order, as for `placeOrder`.') order!: PlaceOrderDto;
}

export class BatchDto {
  @ListOf(BatchOrderDto, { minItems: 1, maxItems: MAX_BATCH, description: 'The orders; each stands alone.' })
  orders!: BatchOrderDto[];
}

export class BatchResult {
  @Text.orNull('As it was given; null where it was no text.') idempotencyKey!: string | null;
  @Whole('The HTTP status that the order alone would have had.', 202) status!: number;
  @Text.optional('Of an order that was accepted.', EXAMPLE_ID.ord) orderId?: string;
  @Part.optional(ProblemResponse, 'Of an order that was not; pointers begin at the order.') problem?: object;
}

export class BatchResponse {
  @ListOf(BatchResult, 'In the order of the request.') results!: BatchResult[];
}
