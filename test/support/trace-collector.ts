import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';

/** A span as OTLP has it in JSON, with its attributes as an object. */
export interface CollectedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly status: { readonly code?: number };
  readonly attributes: Readonly<Record<string, unknown>>;
}

interface OtlpAttribute {
  readonly key: string;
  readonly value: Readonly<Record<string, unknown>>;
}
type OtlpSpan = Omit<CollectedSpan, 'attributes'> & { readonly attributes: readonly OtlpAttribute[] };
interface OtlpBody {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly OtlpAttribute[] };
    readonly scopeSpans: readonly { readonly spans: readonly OtlpSpan[] }[];
  }[];
}

const accept = (response: ServerResponse): void => {
  response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
};

/** An OpenTelemetry collector that keeps what it gets. */
export class TraceCollector {
  /** As they came. */
  readonly bodies: string[] = [];
  /** Of each of them. */
  readonly authorizations = new Set<string | undefined>();
  /** How it answers; a function that does nothing never does. */
  behaviour: (response: ServerResponse) => void = accept;

  private constructor(
    readonly url: string,
    readonly close: () => Promise<void>,
  ) {}

  static async start(): Promise<TraceCollector> {
    const server = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      request.on('end', () => {
        if (request.url === '/v1/traces') {
          collector.bodies.push(body);
          collector.authorizations.add(request.headers.authorization);
        }
        collector.behaviour(response);
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const collector = new TraceCollector(`http://127.0.0.1:${port}`, async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });
    return collector;
  }

  /** What was said of the processes that spans are of, once each. */
  get resources(): Readonly<Record<string, unknown>>[] {
    const told = this.resourceSpans.map(({ resource }) => JSON.stringify(plain(resource.attributes)));
    return [...new Set(told)].map((json) => JSON.parse(json) as Record<string, unknown>);
  }

  get spans(): CollectedSpan[] {
    return this.resourceSpans
      .flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans))
      .map((span) => ({ ...span, attributes: plain(span.attributes) }));
  }

  private get resourceSpans(): OtlpBody['resourceSpans'] {
    return this.bodies.flatMap((body) => (JSON.parse(body) as OtlpBody).resourceSpans);
  }

  /** Everything of the trace that an order is in, in the order of beginning. */
  traceOf(orderId: string): CollectedSpan[] {
    const { spans } = this;
    const traceIds = new Set(
      spans
        .filter(({ attributes }) => attributes['gateway.order.id'] === orderId)
        .map((span) => span.traceId),
    );
    if (traceIds.size !== 1) throw new Error(`${orderId} is in ${traceIds.size} traces`);
    return spans
      .filter(({ traceId }) => traceIds.has(traceId))
      .sort((one, other) => Number(BigInt(one.startTimeUnixNano) - BigInt(other.startTimeUnixNano)));
  }
}

/** The names of a span and of those it is part of, from the outermost. */
export function pathOf(span: CollectedSpan, trace: readonly CollectedSpan[]): string {
  const parent = trace.find(({ spanId }) => spanId === span.parentSpanId);
  return parent === undefined ? span.name : `${pathOf(parent, trace)} > ${span.name}`;
}

function plain(attributes: readonly OtlpAttribute[]): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));
}
