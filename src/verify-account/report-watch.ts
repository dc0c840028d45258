import { type GuardedAccount } from './guarded-account.js';
import { reasonOf } from './reasons.js';

const DAY_MS = 86_400_000;
export const LOOK_EVERY_MS = 2_000;

/** Time as this command meets it. */
export interface Time {
  now(): number;
  pause(ms: number): Promise<void>;
}

/** Looks in Sectigo's report for an order, and measures after how long it is there: at most that long, as looks are apart. */
export class ReportWatch {
  private seenAfterMs: number | null = null;
  private reason: string | null = null;

  constructor(
    private readonly account: GuardedAccount,
    private readonly orderNumber: string,
    private readonly placedAtMs: number,
    private readonly time: Time,
  ) {}

  /** Null: it has not been seen. */
  get lagMs(): number | null {
    return this.seenAfterMs;
  }

  /** Why there was no report the last time; null when there was one. */
  get fault(): string | null {
    return this.reason;
  }

  async look(): Promise<void> {
    if (this.seenAfterMs !== null) return;
    const report = await this.account.report(aroundNow(this.time));
    this.reason = report.kind === 'reported' ? null : reasonOf(report);
    const isThere =
      report.kind === 'reported' && report.rows.some(({ orderNumber }) => orderNumber === this.orderNumber);
    if (isThere) this.seenAfterMs = this.time.now() - this.placedAtMs;
  }

  /** Looks until it is there, there is no report, or the time is up. */
  async waitUntil(endMs: number): Promise<void> {
    await this.look();
    while (this.seenAfterMs === null && this.reason === null && this.time.now() < endMs) {
      await this.time.pause(LOOK_EVERY_MS);
      await this.look();
    }
  }
}

/** Wide enough for a Sectigo that keeps its times in any zone. */
export function aroundNow(time: Time): { from: Date; to: Date } {
  return { from: new Date(time.now() - DAY_MS), to: new Date(time.now() + DAY_MS) };
}
