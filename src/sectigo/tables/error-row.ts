import { PROBLEMS, type SectigoProblem } from '../../shared/error-code.js';
import { type Actor, type Disposition } from '../../shared/problems/problem-type.js';

export interface ProblemTraits {
  readonly actor: Actor;
  /** Whether the very same order may succeed later. */
  readonly retryable: boolean;
  readonly disposition: Disposition;
}

/** What follows from an error that becomes this problem. */
export function traitsOf(problem: SectigoProblem): ProblemTraits {
  const { actor, retryable, disposition } = PROBLEMS[problem];
  return { actor, retryable, disposition };
}

/** One error as it is published, and the problem that we make of it. */
export interface ErrorRow {
  /** Its place in the published table, 1–48, or null for a code from elsewhere. */
  readonly row: number | null;
  /** Null where the number could not be recovered. */
  readonly code: number | null;
  readonly message: string | null;
  readonly description: string;
  readonly problem: SectigoProblem;
  /** For rows without a number: words of the message that can mean nothing else. */
  readonly words?: RegExp;
  readonly note?: string;
}
