import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiResponse } from '../../http/openapi/annotations.js';
import { BatchDto, BatchResponse } from './batch.dto.js';
import { ORDER_EXAMPLES } from '../place/order-examples.js';

const { 'organization-deferred': first, 'individual-deferred': second } = ORDER_EXAMPLES;

const EXAMPLES = {
  'two-orders': {
    summary: 'Two orders',
    value: {
      orders: [
        { idempotencyKey: 'batch-7/1', order: first.value },
        { idempotencyKey: 'batch-7/2', order: second.value },
      ],
    },
  },
};

export const DescribePlaceBatch = (): MethodDecorator =>
  applyDecorators(
    ApiOperation({
      operationId: 'placeOrders',
      summary: 'Order up to 500 certificates at once',
      description:
        'Each order stands alone: it is accepted, found again or refused as if it had come by itself, and has a result ' +
        'of its own. Where two of them collide, the first counts as the earlier. The whole body is 256 KiB at most, ' +
        'which is some 50 orders with a CSR. Repeat the batch when orders have a retryable problem: what was accepted ' +
        'is found again by its key. `Prefer: wait` has no effect.',
    }),
    ApiBody({ type: BatchDto, examples: EXAMPLES }),
    ApiResponse({ status: 200, description: 'A result for each order.', type: BatchResponse }),
  );
