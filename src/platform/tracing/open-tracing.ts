import { type Config } from '../../config/config.js';
import { NoTracing, type Tracing } from './tracing.js';

export type TracingSettings = Pick<
  Config,
  'tracesEndpoint' | 'tracesHeaders' | 'serviceName' | 'resourceAttributes'
>;

/** Without a collector nothing of OpenTelemetry is even loaded. */
export async function openTracing(settings: TracingSettings): Promise<Tracing> {
  const { tracesEndpoint: endpoint, tracesHeaders: headers, serviceName, resourceAttributes } = settings;
  if (endpoint === undefined) return new NoTracing();
  const { OtlpTracing } = await import('./otlp-tracing.js');
  return new OtlpTracing({ endpoint, headers, serviceName, resourceAttributes });
}
