import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiOperation } from '../../http/openapi/annotations.js';
import { ApiProblems } from '../../http/openapi/problem-responses.js';
import { OrderId, PLACING_PROBLEMS, PlacingAnswers, PlacingHeaders } from '../place/orders.openapi.js';

const EXAMPLES = {
  same: { summary: 'The same again', value: {} },
  changed: {
    summary: 'Another applicant, no department, a new reference',
    value: {
      applicant: { firstName: 'Mary', email: 'mary.doe@example.com' },
      organization: { unit: null },
      reference: 'PO-4712',
    },
  },
};

export const DescribeRenewOrder = (): MethodDecorator =>
  applyDecorators(
    ApiOperation({
      operationId: 'renewOrder',
      summary: 'Order a certificate again',
      description:
        'Places a new order that is filled in from an earlier one whose certificate was issued once. The body says what ' +
        'shall be different, as a JSON merge patch (RFC 7396) of the body of `POST /v1/orders`: sections are merged ' +
        'member by member, null removes one (but `notifications.issuanceEmail: null` still means that none is sent). ' +
        'The provisioning is replaced as a whole; of an order with the method remote it is not taken over at all, ' +
        'so give it, with a new CSR and attestation. The reference is not taken over. All else is as for a new order: ' +
        'validation, limits, events, answers. The order that is renewed does not count as a duplicate. An order has ' +
        'one renewal, until that is rejected, failed or cancelled. It belongs to the client of the earlier order.',
    }),
    OrderId(),
    PlacingHeaders(),
    ApiBody({
      required: false,
      schema: { type: 'object', additionalProperties: true, description: 'What shall be different.' },
      examples: EXAMPLES,
    }),
    PlacingAnswers(),
    ApiProblems('order-not-renewable', 'order-already-renewed', ...PLACING_PROBLEMS),
  );
