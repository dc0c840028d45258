import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiParam, ApiResponse } from '../../http/openapi/annotations.js';
import { EXAMPLE_ID } from '../../http/openapi/example-values.js';
import { ApiProblems, ORDER_PROBLEMS } from '../../http/openapi/problem-responses.js';
import { type ErrorCode } from '../../shared/error-code.js';
import { OrderResponse } from '../find/order.response.js';

const LOCATION = {
  Location: {
    description: 'The path of the order.',
    schema: { type: 'string', example: `/v1/orders/${EXAMPLE_ID.ord}` },
  },
  'Idempotency-Replayed': {
    description: '`true` if the key was used before with the same body.',
    schema: { type: 'string', enum: ['true'] },
  },
};
const ETAG = {
  ETag: {
    description: 'The version of the order, for `If-Match` and `If-None-Match`.',
    schema: { type: 'string', example: '"3"' },
  },
};
/** When to look again at an order that is open. */
export const RETRY_AFTER = { 'Retry-After': { $ref: '#/components/headers/Retry-After' } } as const;
const PREFERENCE_APPLIED = {
  'Preference-Applied': {
    description: 'The preference that was applied.',
    schema: { type: 'string', example: 'wait=10' },
  },
};

export const OrderId = (): MethodDecorator & ClassDecorator =>
  ApiParam({ name: 'id', example: EXAMPLE_ID.ord, description: 'The id of an order.' });

/** An operation that answers with one order. */
export const AnswersOrder = (status: number, description: string, headers = {}): MethodDecorator =>
  ApiResponse({ status, description, type: OrderResponse, headers: { ...ETAG, ...headers } });

/** An operation that changes an order, if it is as its caller has seen it. */
export const ChangesOrder = (): MethodDecorator =>
  applyDecorators(
    ApiHeader({
      name: 'If-Match',
      required: false,
      description:
        'The `ETag` of the order as you last saw it. If the order has changed since, the call does nothing. Weak ' +
        'tags never match. `*` or no header means any version.',
      schema: { type: 'string' },
      example: '"3"',
    }),
    ApiProblems('version-conflict', 'malformed-request'),
  );

/** With `Prefer: wait` also what becomes of the order. */
const PLACING_PROBLEMS: ErrorCode[] = [
  'idempotency-key-missing',
  'idempotency-key-invalid',
  'reference-conflict',
  'duplicate-order',
  'idempotency-key-reused',
  'order-limit-reached',
  'spend-limit-reached',
  ...ORDER_PROBLEMS,
];

/** What an operation takes and answers that places an order. */
export const PlacesOrder = (...problems: readonly ErrorCode[]): MethodDecorator =>
  applyDecorators(
    ApiHeader({
      name: 'Idempotency-Key',
      required: true,
      description:
        '1–255 visible ASCII characters, a new one for each order; kept for ever. It may be quoted as a string ' +
        'of RFC 8941; the quotes are not part of it.',
      schema: { type: 'string', minLength: 1, maxLength: 512, pattern: '^[\\x21-\\x7e]+$' },
      example: '5f0c2f3e-0a43-4c7b-9d8a-2f8f6c1f7a11',
    }),
    ApiHeader({
      name: 'Prefer',
      required: false,
      description: '`wait=N` waits up to N ≤ 30 seconds for the outcome.',
      schema: { type: 'string', example: 'wait=10' },
    }),
    AnswersOrder(201, 'Placed while the request waited.', { ...LOCATION, ...PREFERENCE_APPLIED }),
    AnswersOrder(202, 'Accepted: the order is stored and will be sent.', { ...LOCATION, ...RETRY_AFTER }),
    ApiProblems(...problems, ...PLACING_PROBLEMS),
  );
