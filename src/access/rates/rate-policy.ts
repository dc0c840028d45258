import { type Principal } from '../principal.js';
import { type RateKind } from '../route-marks.js';

/** A quota is for so long; it comes back little by little. */
export const WINDOW_MS = 600_000;
const MINUTE_MS = 60_000;
/** Operators act for all clients. */
const OPERATORS_SHARE = 3;

/** Calls a minute of one client, by kind; 0: any number. */
export type CallsPerMinute = Readonly<Record<RateKind, number>>;

export interface RatePolicy {
  readonly kind: RateKind;
  /** How many calls may come at once, after a time without any. */
  readonly quota: number;
  /** What one call takes of the window. */
  readonly callMs: number;
}

/** Null: nothing limits this caller. */
export function policyFor(
  kind: RateKind,
  role: Principal['role'],
  perMinute: CallsPerMinute,
): RatePolicy | null {
  const quota = (perMinute[kind] * WINDOW_MS) / MINUTE_MS;
  if (quota === 0) return null;
  const ofCaller = role === 'client' ? quota : quota * OPERATORS_SHARE;
  return { kind, quota: ofCaller, callMs: WINDOW_MS / ofCaller };
}
