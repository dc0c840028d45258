import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ProblemResponse } from '../../http/problem/problem.response.js';
import { PlaceOrderDto } from '../place/place-order.dto.js';
import { MAX_BATCH } from './batch.reader.js';

/** For the documentation: `readBatch` reads it, `ReadOrder` each order. */
export class BatchOrderDto {
  @ApiProperty({
    minLength: 1,
    maxLength: 255,
    description: 'As the header Idempotency-Key of a single order.',
    example: 'batch-7/1',
  })
  idempotencyKey!: string;
  @ApiProperty({ type: PlaceOrderDto, description: 'The order, as for `placeOrder`.' })
  order!: PlaceOrderDto;
}

export class BatchDto {
  @ApiProperty({
    type: [BatchOrderDto],
    minItems: 1,
    maxItems: MAX_BATCH,
    description: 'The orders; each stands alone.',
  })
  orders!: BatchOrderDto[];
}

export class BatchResult {
  @ApiProperty({ type: String, nullable: true, description: 'As it was given; null where it was no text.' })
  idempotencyKey!: string | null;
  @ApiProperty({
    type: 'integer',
    example: 202,
    description: 'The HTTP status that the order alone would have had.',
  })
  status!: number;
  @ApiPropertyOptional({
    example: 'ord_01JDB2Y0Q7ZK5T3E8W9R6M4NXA',
    description: 'Of an order that was accepted.',
  })
  orderId?: string;
  @ApiPropertyOptional({
    type: ProblemResponse,
    description: 'Of an order that was not; pointers begin at the order.',
  })
  problem?: object;
}

export class BatchResponse {
  @ApiProperty({ type: [BatchResult], description: 'In the order of the request.' })
  results!: BatchResult[];
}
