import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { type ErrorCode } from '../../shared/error-code.js';
import { PROBLEM_CATALOGUE } from '../problem/catalogue.js';
import { ProblemResponse } from '../problem/problem.response.js';

/** Documents the problems of an operation, one response for each status, each problem with an example. */
export function ApiProblems(...codes: readonly ErrorCode[]): MethodDecorator & ClassDecorator {
  const statuses = [...new Set(codes.map((code) => PROBLEM_CATALOGUE[code].status))].sort();
  return applyDecorators(
    ApiExtraModels(ProblemResponse),
    ...statuses.map((status) =>
      problemResponse(
        status,
        codes.filter((code) => PROBLEM_CATALOGUE[code].status === status),
      ),
    ),
  );
}

function problemResponse(status: number, codes: readonly ErrorCode[]): MethodDecorator & ClassDecorator {
  return ApiResponse({
    status,
    description: codes.map((code) => `${code}: ${PROBLEM_CATALOGUE[code].title}.`).join('\n\n'),
    content: {
      'application/problem+json': {
        schema: { $ref: getSchemaPath(ProblemResponse) },
        examples: Object.fromEntries(codes.map((code) => [code, { value: exampleOf(code) }])),
      },
    },
  });
}

function exampleOf(code: ErrorCode): object {
  const { title, status, explanation, retryable, actor } = PROBLEM_CATALOGUE[code];
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
  };
}
