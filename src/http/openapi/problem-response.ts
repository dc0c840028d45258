import { getSchemaPath, type OpenAPIObject } from '@nestjs/swagger';
import { ERROR_CODES, type ErrorCode, PROBLEMS } from '../../shared/error-code.js';
import { ProblemResponse } from '../problem/problem.response.js';

export const PROBLEM_TYPE = 'application/problem+json';

type Components = NonNullable<OpenAPIObject['components']>;
interface Ref {
  $ref: string;
}
type ProblemContent = Record<typeof PROBLEM_TYPE, { schema: Ref; examples: Record<string, Ref> }>;

/** One response for all problems of a status; their examples are components. */
export function problemResponse(codes: readonly ErrorCode[]): {
  description: string;
  content: ProblemContent;
} {
  const sorted = ERROR_CODES.filter((code) => codes.includes(code));
  return {
    description: sorted.map((code) => `${code}: ${PROBLEMS[code].title}.`).join('\n\n'),
    content: {
      [PROBLEM_TYPE]: {
        schema: { $ref: getSchemaPath(ProblemResponse) },
        examples: Object.fromEntries(sorted.map((code) => [code, { $ref: `#/components/examples/${code}` }])),
      },
    },
  };
}

/** An example of each of these problems, as `components.examples`. */
export function problemExamples(codes: readonly ErrorCode[]): NonNullable<Components['examples']> {
  return Object.fromEntries(
    ERROR_CODES.filter((code) => codes.includes(code)).map((code) => [
      code,
      { summary: PROBLEMS[code].title, value: exampleOf(code) },
    ]),
  );
}

const ORDER_ID = 'ord_01JDB2Y0Q7ZK5T3E8W9R6M4NXA';

/** What a problem carries beside the members that all have. */
const EXTENSIONS: Partial<Record<ErrorCode, object>> = {
  'validation-failed': {
    errors: [
      {
        pointer: '/organization/address/country',
        code: 'country-invalid',
        detail: 'must be an ISO 3166-1 alpha-2 code in capital letters',
      },
    ],
  },
  'reference-conflict': { existingOrderId: ORDER_ID },
  'duplicate-order': { existingOrderId: ORDER_ID },
  'country-invalid': {
    orderId: ORDER_ID,
    sectigo: { errorCode: -7, errorMessage: "'XX' is not a valid ISO-3166 country!" },
  },
  'sectigo-argument-invalid': {
    orderId: ORDER_ID,
    errors: [
      { pointer: '/organization/address/country', code: 'sectigo-argument-invalid', detail: 'is refused' },
    ],
    sectigo: { errorCode: -4, errorMessage: "The value of the 'countryName' argument is invalid!" },
  },
  'insufficient-credit': {
    orderId: ORDER_ID,
    sectigo: { errorCode: -15, errorMessage: 'Not enough credit!' },
  },
  'outcome-unknown': { orderId: ORDER_ID },
};

function exampleOf(code: ErrorCode): object {
  const { title, status, explanation, retryable, actor } = PROBLEMS[code];
  return {
    type: `http://localhost:3000/problems/${code}`,
    title,
    status,
    detail: explanation,
    instance: '/v1/orders',
    code,
    requestId: 'req_01JDB2Y0Q7ZK5T3E8W9R6M4NXA',
    retryable,
    actor,
    ...EXTENSIONS[code],
  };
}
