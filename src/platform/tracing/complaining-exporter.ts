import { Logger } from '@nestjs/common';
import { type ExportResult, ExportResultCode } from '@opentelemetry/core';
import { type ReadableSpan, type SpanExporter } from '@opentelemetry/sdk-trace';

const COMPLAIN_EVERY_MS = 60_000;

/** Says now and then that spans are lost: OpenTelemetry itself keeps silent about it. */
export class ComplainingExporter implements SpanExporter {
  private readonly logger = new Logger('Tracing');
  private complainedAt = -Infinity;

  constructor(private readonly exporter: SpanExporter) {}

  export(spans: ReadableSpan[], done: (result: ExportResult) => void): void {
    this.exporter.export(spans, (result) => {
      if (result.code === ExportResultCode.FAILED) this.complain(spans.length);
      done(result);
    });
  }

  async forceFlush(): Promise<void> {
    await this.exporter.forceFlush?.();
  }

  async shutdown(): Promise<void> {
    await this.exporter.shutdown();
  }

  private complain(spans: number): void {
    if (performance.now() - this.complainedAt < COMPLAIN_EVERY_MS) return;
    this.complainedAt = performance.now();
    this.logger.warn({ spans }, 'the collector accepted no spans: these spans are lost, nothing else is');
  }
}
