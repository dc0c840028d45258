/** `failed`: the gateway cannot go live like this; `warning`: somebody should look. */
export type CheckStatus = 'ok' | 'warning' | 'failed';

/** One thing that was tried, and what came of it, in words for people. */
export interface Check {
  readonly name: string;
  readonly status: CheckStatus;
  readonly detail: string;
}

export const ok = (name: string, detail: string): Check => ({ name, status: 'ok', detail });
export const warning = (name: string, detail: string): Check => ({ name, status: 'warning', detail });
export const failure = (name: string, detail: string): Check => ({ name, status: 'failed', detail });

const EXIT_CODES = { ok: 0, warning: 1, failed: 2 } as const satisfies Record<CheckStatus, number>;

/** 0 fine, 1 something to do, 2 cannot go live. */
export function exitCodeOf(checks: readonly Check[]): number {
  return Math.max(0, ...checks.map(({ status }) => EXIT_CODES[status]));
}
