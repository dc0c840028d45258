import { type Logger } from '@nestjs/common';
import { Gauge, type Registry } from 'prom-client';

export interface Troubles<Kind extends string> {
  readonly metric: string;
  readonly help: string;
  readonly words: Readonly<Record<Kind, string>>;
  /** The sentence of the line when all is well again. */
  readonly ended: string;
}

/** Flapping is logged now and then, not each time. */
const TELL_EVERY_MS = 10_000;

/** Turns trouble into a metric, zero from the start, and a log line at each change. */
export class TroubleWatch<Kind extends string> {
  private readonly gauge: Gauge<'kind'>;
  private readonly toldAt = new Map<Kind, number>();
  private present: ReadonlySet<Kind> = new Set();

  constructor(
    registry: Registry,
    private readonly logger: Logger,
    private readonly troubles: Troubles<Kind>,
  ) {
    const { metric: name, help, words } = troubles;
    this.gauge = new Gauge({ name, help, labelNames: ['kind'], registers: [registry] });
    for (const kind of Object.keys(words)) this.gauge.set({ kind }, 0);
  }

  see(kinds: readonly Kind[]): void {
    const before = this.present;
    this.present = new Set(kinds);
    for (const kind of Object.keys(this.troubles.words) as Kind[]) {
      this.gauge.set({ kind }, this.present.has(kind) ? 1 : 0);
    }
    for (const kind of this.present) if (!before.has(kind)) this.tell(kind);
    if (this.present.size === 0 && before.size > 0) this.logger.log(this.troubles.ended);
  }

  private tell(kind: Kind): void {
    if (Date.now() - (this.toldAt.get(kind) ?? 0) < TELL_EVERY_MS) return;
    this.toldAt.set(kind, Date.now());
    this.logger.warn({ trouble: kind }, this.troubles.words[kind]);
  }
}
