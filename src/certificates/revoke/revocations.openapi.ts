import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse } from '../../http/openapi/annotations.js';
import { ApiProblems } from '../../http/openapi/problem-responses.js';
import { OrderResponse } from '../../orders/find/order.response.js';

export const DescribeRevokeOrder = (): MethodDecorator =>
  applyDecorators(
    ApiOperation({
      operationId: 'revokeOrder',
      summary: 'Revoke the certificate of a placed order',
      description:
        'What was issued is revoked; what was not is rejected, so that it is never issued. This cannot be taken back. The ' +
        'wish is stored and sent until Sectigo says what became of it; the answer waits for that, 10 seconds or as long ' +
        'as `Prefer: wait=N` says. Repeating the request changes nothing: it is one revocation, and its answer tells how ' +
        'it stands. A refusal that comes after the answer is told by the event `order.revocation-refused`; a request after a ' +
        'refusal asks anew. Of a test order nothing is revoked in earnest.',
    }),
    ApiHeader({
      name: 'Prefer',
      required: false,
      description: '`wait=N` waits up to N ≤ 30 seconds for the end; 0 not at all.',
      schema: { type: 'string', example: 'wait=20' },
    }),
    ApiResponse({ status: 200, description: 'Revoked, or rejected.', type: OrderResponse }),
    ApiResponse({ status: 202, description: 'Stored, and on its way.', type: OrderResponse }),
    ApiProblems(
      'order-not-revocable',
      'gateway-defect',
      'sectigo-error-unrecognised',
      'revocation-unconfirmed',
      'sectigo-csr-decoding-fault',
    ),
  );
