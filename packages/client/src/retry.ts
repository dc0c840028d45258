import { setTimeout as sleep } from 'node:timers/promises';
import { GatewayProblem, UnexpectedAnswer } from './problem.js';

export interface RetryOptions {
  /** Ends everything: waiting as well as the request under way. Its reason is thrown. */
  readonly signal?: AbortSignal | undefined;
  /** How many requests in all; default 6, with pauses of half a minute together unless `Retry-After` asks for more. */
  readonly tries?: number | undefined;
  /** A request that is not answered within so long is given up, and counts as a try; default 45 s, more than any wait. */
  readonly answerWithinMs?: number | undefined;
}

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
const PASSING_STATUSES = [429, 502, 503, 504];

/** Sends a request that is safe to repeat until it is answered, or cannot succeed. */
export async function withRetries<T>(
  send: (signal: AbortSignal) => Promise<T>,
  { signal, tries = 6, answerWithinMs = 45_000 }: RetryOptions,
): Promise<T> {
  for (let sent = 1; ; sent += 1) {
    const noAnswer = AbortSignal.timeout(answerWithinMs);
    try {
      return await send(signal ? AbortSignal.any([signal, noAnswer]) : noAnswer);
    } catch (error) {
      signal?.throwIfAborted();
      if (sent >= tries || !mayPass(error, noAnswer)) throw error;
      await sleep(pauseMs(error, sent), undefined, { signal });
    }
  }
}

/** Whether the same request may succeed later. A problem with an `orderId` is that of an order, which is stored. */
export function mayPass(error: unknown, noAnswer?: AbortSignal): boolean {
  if (error instanceof GatewayProblem) return error.problem.retryable && error.problem.orderId === undefined;
  if (error instanceof UnexpectedAnswer) return PASSING_STATUSES.includes(error.response.status);
  // fetch throws a TypeError, of another realm in some runtimes, when there was no answer, or half of one
  return (error as { name?: unknown } | null)?.name === 'TypeError' || noAnswer?.aborted === true;
}

/** What `Retry-After` asks for; else longer each time, and never the same for all who wait. */
export function pauseMs(error: unknown, sent: number): number {
  const asked =
    error instanceof GatewayProblem || error instanceof UnexpectedAnswer
      ? retryAfterMs(error.response)
      : null;
  return asked ?? Math.min(FIRST_PAUSE_MS * 2 ** (sent - 1), LONGEST_PAUSE_MS) * (0.5 + Math.random() / 2);
}

export function retryAfterMs({ headers }: Response): number | null {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds * 1_000 : null;
}
