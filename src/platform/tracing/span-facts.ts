import { type SpanFacts } from './tracing.js';

const STANDARD_PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };

/** Where a server is, in the names of OpenTelemetry's semantic conventions. */
export function addressFacts({ hostname, port, protocol }: URL): SpanFacts {
  return {
    'server.address': hostname.replace(/^\[|\]$/g, ''),
    'server.port': port === '' ? (STANDARD_PORTS[protocol] ?? null) : Number(port),
  };
}

/** A queue of BullMQ, and what is done with it. */
export function queueFacts(queue: string, operation: 'send' | 'process'): SpanFacts {
  return {
    'messaging.system': 'bullmq',
    'messaging.destination.name': queue,
    'messaging.operation.type': operation,
    'messaging.operation.name': operation === 'send' ? 'add' : 'process',
  };
}
