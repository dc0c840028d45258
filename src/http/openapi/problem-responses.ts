import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiResponse } from '@nestjs/swagger';
import { type ErrorCode, PROBLEMS } from '../../shared/error-code.js';
import { REFUSAL_PROBLEMS } from '../../shared/problems/refusal-problems.js';
import { SECTIGO_PROBLEMS } from '../../shared/problems/sectigo-problems.js';
import { ProblemResponse } from '../problem/problem.response.js';
import { problemResponse } from './problem-response.js';

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
