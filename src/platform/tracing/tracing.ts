/** What a span may setAttributes: ids, codes, states and durations. No names, no texts of others, no secrets. */
export type SpanFacts = Readonly<Record<string, string | number | boolean | null>>;

export interface SpanOptions {
  readonly kind?: 'internal' | 'server' | 'client' | 'producer' | 'consumer';
  /** W3C `traceparent` of what this continues; without it, what goes on around it. */
  readonly parent?: string | null;
  /** Log lines written within carry it. */
  readonly orderId?: string;
  readonly facts?: SpanFacts;
}

export interface Span {
  /** Context for continuing it later or elsewhere; null: not traced. */
  readonly traceparent: string | null;
  setAttributes(facts: SpanFacts): void;
  /** `cause`: a code or a class of errors, never a message. */
  fail(cause: string): void;
  end(): void;
}

/** What goes on, and how long it takes, for those who look at traces. Nothing of it may slow down or fail an order. */
export abstract class Tracing {
  /** Whether tracing is on. Otherwise every other method does nothing. */
  abstract readonly enabled: boolean;
  abstract begin(name: string, options?: SpanOptions): Span;
  /** Runs the work; spans that begin and lines that are logged during it belong to the span. */
  abstract within<T>(span: Span, work: () => T): T;
  /** The span that goes on is about this order. */
  abstract aboutOrder(orderId: string): void;
  /** Of what goes on: `traceId` and `orderId`. */
  abstract logFields(): Readonly<Record<string, string>>;
  /** Exports the finished spans, unless the collector is too slow. */
  abstract stop(): Promise<void>;

  /** Runs the work as a span, which ends with it. */
  async span<T>(name: string, options: SpanOptions, work: (span: Span) => Promise<T>): Promise<T> {
    const span = this.begin(name, options);
    try {
      return await this.within(span, () => work(span));
    } catch (error) {
      span.fail(causeOf(error));
      throw error;
    } finally {
      span.end();
    }
  }
}

const NO_FIELDS = {};
const NO_SPAN: Span = {
  traceparent: null,
  setAttributes: () => undefined,
  fail: () => undefined,
  end: () => undefined,
};

/** No tracing. */
export class NoTracing extends Tracing {
  override readonly enabled = false;
  override begin(): Span {
    return NO_SPAN;
  }
  override within<T>(_span: Span, work: () => T): T {
    return work();
  }
  override span<T>(_name: string, _options: SpanOptions, work: (span: Span) => Promise<T>): Promise<T> {
    return work(NO_SPAN);
  }
  override aboutOrder(): void {
    // nobody looks
  }
  override logFields(): Readonly<Record<string, string>> {
    return NO_FIELDS;
  }
  override stop(): Promise<void> {
    return Promise.resolve();
  }
}

/** A message may name persons. */
function causeOf(error: unknown): string {
  const { code, name } = error as { readonly code?: unknown; readonly name?: unknown };
  for (const cause of [code, name]) if (typeof cause === 'string') return cause;
  return 'error';
}
