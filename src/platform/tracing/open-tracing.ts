import { NoTracing, type Tracing } from './tracing.js';

/** Without a collector nothing of OpenTelemetry is even loaded. */
export async function openTracing(endpoint: string | undefined, headers?: string): Promise<Tracing> {
  if (endpoint === undefined) return new NoTracing();
  const { OtlpTracing } = await import('./otlp-tracing.js');
  return new OtlpTracing(endpoint, headers);
}
