import { applyDecorators } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiBody,
  ApiHeader,
  ApiOperation,
  ApiParam,
  ApiResponse,
  ApiTags,
} from '../../http/openapi/annotations.js';
import { EXAMPLE_ID } from '../../http/openapi/example-values.js';
import { ApiProblems, ORDER_PROBLEMS } from '../../http/openapi/problem-responses.js';
import { type ErrorCode } from '../../shared/error-code.js';
import { ORDER_EXAMPLES } from './order-examples.js';
import { OrderResponse } from '../find/order.response.js';
import { PlaceOrderDto } from './place-order.dto.js';

const LOCATION = {
  Location: {
    description: 'The path of the order.',
    schema: { type: 'string', example: `/v1/orders/${EXAMPLE_ID.ord}` },
  },
  'Idempotency-Replayed': {
    description: '`true` where the key was seen before with the same body.',
    schema: { type: 'string', enum: ['true'] },
  },
};
const PREFERENCE_APPLIED = {
  'Preference-Applied': {
    description: 'The wish that was granted.',
    schema: { type: 'string', example: 'wait=10' },
  },
};
const RETRY_AFTER = { 'Retry-After': { $ref: '#/components/headers/Retry-After' } } as const;

export const OrderId = (): MethodDecorator & ClassDecorator =>
  ApiParam({ name: 'id', example: EXAMPLE_ID.ord, description: 'The id of an order.' });

export const DescribeOrders = (): ClassDecorator => applyDecorators(ApiTags('Orders'), ApiBearerAuth());

/** With `Prefer: wait` also what becomes of the order. */
export const PLACING_PROBLEMS: ErrorCode[] = [
  'idempotency-key-missing',
  'idempotency-key-invalid',
  'reference-conflict',
  'duplicate-order',
  'idempotency-key-reused',
  'order-limit-reached',
  'spend-limit-reached',
  ...ORDER_PROBLEMS,
];

export const PlacingHeaders = (): MethodDecorator =>
  applyDecorators(
    ApiHeader({
      name: 'Idempotency-Key',
      required: true,
      description:
        '1–255 visible ASCII characters, one for each order; kept for ever. May be quoted, as a string of RFC 8941: the ' +
        'quotes are not part of it.',
      schema: { type: 'string', minLength: 1, maxLength: 512, pattern: '^[\\x21-\\x7e]+$' },
      example: '5f0c2f3e-0a43-4c7b-9d8a-2f8f6c1f7a11',
    }),
    ApiHeader({
      name: 'Prefer',
      required: false,
      description: '`wait=N` waits up to N ≤ 30 seconds for what becomes of the order.',
      schema: { type: 'string', example: 'wait=10' },
    }),
  );

/** Of an order that is new. */
export const PlacingAnswers = (): MethodDecorator =>
  applyDecorators(
    ApiResponse({
      status: 201,
      description: 'Placed while we waited.',
      type: OrderResponse,
      headers: { ...LOCATION, ...PREFERENCE_APPLIED },
    }),
    ApiResponse({
      status: 202,
      description: 'Accepted: durable, and on its way.',
      type: OrderResponse,
      headers: LOCATION,
    }),
  );

export const DescribePlaceOrder = (): MethodDecorator =>
  applyDecorators(
    ApiOperation({
      operationId: 'placeOrder',
      summary: 'Order a document-signing certificate',
      description:
        'Answers 202 as soon as the order is safe; it is then sent to Sectigo once, with retries only where nothing ' +
        'was sent. Repeat a request with the same Idempotency-Key as often as you like: it is one order. With ' +
        '`Prefer: wait=N` the answer waits for what becomes of the order: 201, or the problem that stopped it, with ' +
        'the `orderId`.',
    }),
    PlacingHeaders(),
    ApiBody({ type: PlaceOrderDto, examples: ORDER_EXAMPLES }),
    PlacingAnswers(),
    ApiProblems(...PLACING_PROBLEMS),
  );

export const DescribeGetOrder = (): MethodDecorator =>
  applyDecorators(
    ApiOperation({
      operationId: 'getOrder',
      summary: 'Look at an order',
      description: "The order as it stands; somebody else's is `not-found`.",
    }),
    OrderId(),
    ApiResponse({ status: 200, description: 'The order.', type: OrderResponse }),
  );

export const DescribeResult = (): MethodDecorator =>
  applyDecorators(
    ApiOperation({
      operationId: 'getOrderResult',
      summary: 'What became of an order, as an HTTP status',
      description:
        'For callers who poll: 200 placed, 202 not yet (look again after `Retry-After`), else the problem ' +
        'that stopped the order, with its own status.',
    }),
    OrderId(),
    ApiResponse({ status: 200, description: 'Placed.', type: OrderResponse }),
    ApiResponse({ status: 202, description: 'Still open.', type: OrderResponse, headers: RETRY_AFTER }),
    ApiProblems('order-cancelled', ...ORDER_PROBLEMS),
  );
