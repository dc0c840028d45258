import { PROBLEMS } from '../../shared/error-code.js';
import { type ProblemOccurrence } from '../../shared/problem-occurrence.js';
import { type ProblemResponse } from './problem.response.js';

/** Where the problem happened. */
export interface ProblemContext {
  readonly publicUrl: string;
  readonly instance: string;
  readonly requestId: string;
  readonly orderId?: string;
}

/** The one place where an occurrence becomes a document. */
export function renderProblem(occurrence: ProblemOccurrence, context: ProblemContext): ProblemResponse {
  const { title, status, actor, retryable, explanation } = PROBLEMS[occurrence.code];
  return {
    type: `${context.publicUrl}/problems/${occurrence.code}`,
    title,
    status,
    detail: occurrence.detail ?? explanation,
    instance: context.instance,
    code: occurrence.code,
    requestId: context.requestId,
    ...(context.orderId !== undefined && { orderId: context.orderId }),
    retryable,
    actor,
    ...(occurrence.errors && occurrence.errors.length > 0 && { errors: occurrence.errors }),
    ...(occurrence.sectigo && { sectigo: occurrence.sectigo }),
    ...occurrence.extensions,
  };
}
