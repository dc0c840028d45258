import { type ReceiverReply } from '../receivers/webhook.client.js';

/** Nothing was sent, because the stored secret is not what the gateway stored. A new secret repairs it. */
export const SECRET_UNREADABLE = 'secret-unreadable';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** Ten tries in three days: at first for a receiver that restarts, later for one that somebody must repair. */
const PAUSES_MS = [
  5 * SECOND_MS,
  MINUTE_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  6 * HOUR_MS,
  13 * HOUR_MS,
  22 * HOUR_MS,
  28 * HOUR_MS,
];
/** Keeps what failed together from coming together. */
const JITTER = 0.1;

export const MOST_TRIES = PAUSES_MS.length + 1;

/** Why a webhook is disabled: its owner wished it, its receiver said so (410), or a delivery ran out of tries. */
export const DISABLED_REASONS = ['requested', 'gone', 'tries-exhausted'] as const;
export type DisabledReason = (typeof DISABLED_REASONS)[number];

export type DeliveryDecision =
  | { readonly next: 'done' }
  | { readonly next: 'again'; readonly afterMs: number; readonly counts: boolean }
  | { readonly next: 'give-up'; readonly reason: Exclude<DisabledReason, 'requested'> };

/** What a try leads to; `tries` includes it. */
export function decideDelivery(
  reply: ReceiverReply,
  tries: number,
  random: () => number = Math.random,
): DeliveryDecision {
  if (reply.kind === 'replied' && reply.status >= 200 && reply.status < 300) return { next: 'done' };
  if (reply.kind === 'replied' && reply.status === 410) return { next: 'give-up', reason: 'gone' };
  if (reply.kind === 'failed' && reply.reason === 'interrupted') {
    return { next: 'again', afterMs: 0, counts: false };
  }
  if (reply.kind === 'failed' && reply.reason === SECRET_UNREADABLE) {
    return { next: 'again', afterMs: 5 * MINUTE_MS, counts: false };
  }
  const pauseMs = PAUSES_MS[tries - 1];
  if (pauseMs === undefined) return { next: 'give-up', reason: 'tries-exhausted' };
  return { next: 'again', afterMs: Math.round(pauseMs * (1 + JITTER * random())), counts: true };
}
