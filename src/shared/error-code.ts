import { GATEWAY_PROBLEMS } from './problems/gateway-problems.js';
import { type ProblemType, type SectigoProblemType } from './problems/problem-type.js';
import { REFUSAL_PROBLEMS } from './problems/refusal-problems.js';
import { REQUEST_PROBLEMS } from './problems/request-problems.js';
import { SECTIGO_PROBLEMS } from './problems/sectigo-problems.js';

/** Every way in which the gateway can say no, a row for each. */
export const PROBLEMS = {
  ...REQUEST_PROBLEMS,
  ...GATEWAY_PROBLEMS,
  ...REFUSAL_PROBLEMS,
  ...SECTIGO_PROBLEMS,
} as const satisfies Record<string, ProblemType>;

/** The tail of a problem's `type` URL, the `code` of a problem and what a failed order stores. */
export type ErrorCode = keyof typeof PROBLEMS;

export const ERROR_CODES = Object.keys(PROBLEMS) as readonly ErrorCode[];

/** The problems that errors of Sectigo become. */
export type SectigoProblem = {
  [Code in ErrorCode]: (typeof PROBLEMS)[Code] extends SectigoProblemType ? Code : never;
}[ErrorCode];

export function isSectigoProblem(code: string): code is SectigoProblem {
  return Object.hasOwn(PROBLEMS, code) && 'disposition' in PROBLEMS[code as ErrorCode];
}
