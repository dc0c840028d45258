import { AsyncLocalStorage } from 'node:async_hooks';
import {
  type Context,
  ROOT_CONTEXT,
  type Span as OtelSpan,
  SpanKind,
  SpanStatusCode,
  trace,
  type Tracer,
} from '@opentelemetry/api';
import { parseKeyPairsIntoRecord, parseTraceParent } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { BUILD } from '../build.js';
import { ComplainingExporter } from './complaining-exporter.js';
import { type Span, type SpanFacts, type SpanOptions, Tracing } from './tracing.js';

const EXPORT_EVERY_MS = 1_000;
/** A slower collector is given up; the queue for it is limited, and further spans are dropped. */
const EXPORT_WITHIN_MS = 2_500;
/** Much less than a process has for draining. */
const STOP_WITHIN_MS = 3_000;

export interface OtlpSettings {
  /** Of all signals; traces go to `/v1/traces` below it. */
  readonly endpoint: string;
  /** As OpenTelemetry writes them: `name=value,…`. */
  readonly headers: string | undefined;
  readonly serviceName: string;
  readonly resourceAttributes: Readonly<Record<string, string>>;
}

/** The current span and its order. */
interface Scope {
  readonly context: Context;
  readonly traceId: string;
  orderId: string | undefined;
}

const KINDS = {
  internal: SpanKind.INTERNAL,
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
} as const;

/** Spans for an OpenTelemetry collector, by OTLP over HTTP. Loaded only where one is configured. */
export class OtlpTracing extends Tracing {
  override readonly enabled = true;
  private readonly scopes = new AsyncLocalStorage<Scope>();
  private readonly provider: TracerProvider;
  private readonly tracer: Tracer;

  constructor({ endpoint, headers, serviceName, resourceAttributes }: OtlpSettings) {
    super();
    const url = `${endpoint.replace(/\/+$/, '')}/v1/traces`;
    const exporter = new ComplainingExporter(
      new OTLPTraceExporter({
        url,
        timeoutMillis: EXPORT_WITHIN_MS,
        headers: parseKeyPairsIntoRecord(headers),
      }),
    );
    this.provider = new TracerProvider({
      resource: resourceFromAttributes({
        'service.version': BUILD.version,
        ...resourceAttributes,
        'service.name': serviceName,
      }),
      spanProcessors: [
        new BatchSpanProcessor({
          exporter,
          scheduledDelayMillis: EXPORT_EVERY_MS,
          exportTimeoutMillis: EXPORT_WITHIN_MS,
        }),
      ],
    });
    this.tracer = this.provider.getTracer('sectigo-gateway');
  }

  override begin(name: string, options: SpanOptions = {}): OtlpSpan {
    const { kind = 'internal', parent, orderId, facts } = options;
    const around = this.scopes.getStore();
    const context = contextOf(parent) ?? around?.context ?? ROOT_CONTEXT;
    const otel = this.tracer.startSpan(name, { kind: KINDS[kind] }, context);
    const span = new OtlpSpan(otel, {
      context: trace.setSpan(context, otel),
      traceId: otel.spanContext().traceId,
      orderId: orderId ?? around?.orderId,
    });
    if (facts) span.setAttributes(facts);
    if (orderId !== undefined) span.setAttributes({ 'gateway.order.id': orderId });
    return span;
  }

  override within<T>(span: OtlpSpan, work: () => T): T {
    return this.scopes.run(span.scope, work);
  }

  override aboutOrder(orderId: string): void {
    const scope = this.scopes.getStore();
    if (!scope) return;
    scope.orderId = orderId;
    trace.getSpan(scope.context)?.setAttribute('gateway.order.id', orderId);
  }

  override logFields(): Readonly<Record<string, string>> {
    const scope = this.scopes.getStore();
    if (!scope) return {};
    const { traceId, orderId } = scope;
    return orderId === undefined ? { traceId } : { traceId, orderId };
  }

  override async stop(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, STOP_WITHIN_MS)));
    await Promise.race([this.provider.shutdown().catch(() => undefined), late]);
    clearTimeout(timer);
  }
}

class OtlpSpan implements Span {
  constructor(
    private readonly otel: OtelSpan,
    readonly scope: Scope,
  ) {}

  get traceparent(): string {
    const { traceId, spanId, traceFlags } = this.otel.spanContext();
    return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
  }

  setAttributes(facts: SpanFacts): void {
    for (const [name, fact] of Object.entries(facts)) {
      if (fact !== null) this.otel.setAttribute(name, fact);
    }
  }

  fail(cause: string): void {
    this.otel.setStatus({ code: SpanStatusCode.ERROR }).setAttribute('error.type', cause);
  }

  end(): void {
    this.otel.end();
  }
}

/** Parses a caller's `traceparent`; an invalid one is ignored. */
function contextOf(traceparent: string | null | undefined): Context | null {
  const parent = traceparent ? parseTraceParent(traceparent) : null;
  return parent && trace.setSpanContext(ROOT_CONTEXT, { ...parent, isRemote: true });
}
