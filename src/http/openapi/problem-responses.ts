import { applyDecorators } from '@nestjs/common';
import { type OpenAPIObject } from '@nestjs/swagger';
import { ApiExtraModels, ApiResponse, getSchemaPath } from './annotations.js';
import { ERROR_CODES, type ErrorCode, PROBLEMS } from '../../shared/error-code.js';
import { REFUSAL_PROBLEMS } from '../../shared/problems/refusal-problems.js';
import { SECTIGO_PROBLEMS } from '../../shared/problems/sectigo-problems.js';
import { ProblemResponse } from '../problem/problem.response.js';
import { EXAMPLE_ID } from './example-values.js';

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

/** Every problem that an order may end with. */
export const ORDER_PROBLEMS = Object.keys({ ...REFUSAL_PROBLEMS, ...SECTIGO_PROBLEMS }) as ErrorCode[];

/**
 * Documents the problems of an operation, one response for each status, each problem with an example. Those that an
 * operation has by its nature (a key that is missing, a body that cannot be read) are added by `addCommonProblems`.
 */
export function ApiProblems(...codes: readonly ErrorCode[]): MethodDecorator & ClassDecorator {
  const statuses = [...new Set(codes.map((code) => PROBLEMS[code].status))].sort();
  return applyDecorators(
    ApiExtraModels(ProblemResponse),
    ...statuses.map((status) => {
      const ofStatus = codes.filter((code) => PROBLEMS[code].status === status);
      const { description, content } = problemResponse(ofStatus);
      return ApiResponse({ status, description, content });
    }),
  );
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
  'reference-conflict': { existingOrderId: EXAMPLE_ID.ord },
  'duplicate-order': { existingOrderId: EXAMPLE_ID.ord },
  'country-invalid': {
    orderId: EXAMPLE_ID.ord,
    sectigo: { errorCode: -7, errorMessage: "'XX' is not a valid ISO-3166 country!" },
  },
  'sectigo-argument-invalid': {
    orderId: EXAMPLE_ID.ord,
    errors: [
      { pointer: '/organization/address/country', code: 'sectigo-argument-invalid', detail: 'is refused' },
    ],
    sectigo: { errorCode: -4, errorMessage: "The value of the 'countryName' argument is invalid!" },
  },
  'insufficient-credit': {
    orderId: EXAMPLE_ID.ord,
    sectigo: { errorCode: -15, errorMessage: 'Not enough credit!' },
  },
  'outcome-unknown': { orderId: EXAMPLE_ID.ord },
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
    requestId: EXAMPLE_ID.req,
    retryable,
    actor,
    ...EXTENSIONS[code],
  };
}
