import { queueFacts } from '../../platform/tracing/span-facts.js';
import { type Span, type Tracing } from '../../platform/tracing/tracing.js';
import { SUBMISSIONS_QUEUE } from './submission-queue.js';

/** Ends once Redis has the job. */
export function beginHandOver(tracing: Tracing, orderId: string): Span {
  return tracing.begin('hand over order', {
    kind: 'producer',
    orderId,
    facts: queueFacts(SUBMISSIONS_QUEUE, 'send'),
  });
}
