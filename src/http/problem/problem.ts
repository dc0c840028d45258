import { type ErrorCode, PROBLEMS } from '../../shared/error-code.js';
import { type FieldFault } from '../../shared/gateway-error.js';
import { type ProblemOccurrence } from '../../shared/problem-occurrence.js';
import { type Actor } from '../../shared/problems/problem-type.js';

/** An RFC 9457 problem document, as written to the wire. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly code: ErrorCode;
  readonly requestId: string;
  readonly orderId?: string;
  readonly retryable: boolean;
  readonly actor: Actor;
  readonly errors?: readonly FieldFault[];
  readonly sectigo?: ProblemOccurrence['sectigo'];
}

/** Where the problem happened. */
export interface ProblemContext {
  readonly publicUrl: string;
  readonly instance: string;
  readonly requestId: string;
  readonly orderId?: string;
}

/** The one place where an occurrence becomes a document. */
export function renderProblem(occurrence: ProblemOccurrence, context: ProblemContext): Problem {
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
