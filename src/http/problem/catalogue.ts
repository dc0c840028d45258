import { type ErrorCode } from '../../shared/error-code.js';
import { type ProblemType } from './problem-type.js';
import { ORDER_PROBLEMS } from './order-problems.js';
import { REFUSAL_PROBLEMS } from './refusal-problems.js';
import { REQUEST_PROBLEMS } from './request-problems.js';
import { SECTIGO_PROBLEMS } from './sectigo-problems.js';

/** A code without a problem does not compile. */
export const PROBLEM_CATALOGUE = {
  ...REQUEST_PROBLEMS,
  ...ORDER_PROBLEMS,
  ...REFUSAL_PROBLEMS,
  ...SECTIGO_PROBLEMS,
} as const satisfies Record<ErrorCode, ProblemType>;
