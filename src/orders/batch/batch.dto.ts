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
    description: 'The same as the header `Idempotency-Key` of a single order.',
    example: 'batch-7/1',
  })
  idempotencyKey!: string;
  @Part(PlaceOrderDto, 'The order, as for `placeOrder`.') order!: PlaceOrderDto;
}

export class BatchDto {
  @ListOf(BatchOrderDto, {
    minItems: 1,
    maxItems: MAX_BATCH,
    description: 'The orders. Each is accepted or refused separately.',
  })
  orders!: BatchOrderDto[];
}

export class BatchResult {
  @Text.orNull('As it was sent; null if it was not a string.') idempotencyKey!: string | null;
  @Whole('The HTTP status that the order would have had in a request of its own.', 202) status!: number;
  @Text.optional('For an accepted order: its id.', EXAMPLE_ID.ord) orderId?: string;
  @Part.optional(ProblemResponse, 'For a refused order: its problem. Pointers begin at the order.')
  problem?: object;
}

export class BatchResponse {
  @ListOf(BatchResult, 'The results, in the order of the request.') results!: BatchResult[];
}
