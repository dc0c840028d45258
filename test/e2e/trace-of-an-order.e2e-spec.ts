import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { orderOf } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { aWebhook } from '../factories/webhooks.js';
import { type ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { type CollectedSpan, TraceCollector } from '../support/trace-collector.js';
import { WebhookReceivers } from '../support/webhook-receiver.js';

const FILE = path.resolve('docs/trace-of-an-order.json');
const SPANS = 11;

interface Span {
  readonly traceId: string;
  readonly name: string;
  readonly startTimeUnixNano: string;
  readonly attributes: readonly { readonly key: string }[];
}
interface Traces {
  readonly resourceSpans: readonly { readonly scopeSpans: readonly { readonly spans: readonly Span[] }[] }[];
}

/** Keeps the example of the documentation as it is sent today. `WRITE_TRACE=1 npx jest trace-of-an-order` writes it. */
describe('docs/trace-of-an-order.json', () => {
  let collector: TraceCollector;
  let gateway: TestGateway;
  let client: ApiClient;
  const receivers = new WebhookReceivers();
  beforeAll(async () => {
    collector = await TraceCollector.start();
    gateway = await startGateway({ tracesEndpoint: collector.url, webhookAllowPrivate: true });
    client = await gateway.client();
  });
  afterAll(async () => {
    await gateway.stop();
    await receivers.close();
    await collector.close();
  });

  it('has the spans and attributes of an order that is throttled once', async () => {
    await aWebhook(client, (await receivers.start()).url, { eventTypes: ['order.placed'] });
    await gateway.simulator.script({ kind: 'throttle', retryAfterSeconds: 1 });
    const { id } = orderOf(await client.order(anOrder()));
    const trace = await eventually(() => {
      const spans = collector.traceOf(id);
      expect(spans).toHaveLength(SPANS);
      return spans;
    });

    const traces = tracesOf(collector, trace);
    if (process.env['WRITE_TRACE'] === '1') writeFileSync(FILE, `${JSON.stringify(traces, null, 2)}\n`);
    expect(shapeOf(JSON.parse(readFileSync(FILE, 'utf8')) as Traces)).toEqual(shapeOf(traces));
  });
});

/** All spans of the trace, in one message as an exporter sends it. */
function tracesOf({ bodies }: TraceCollector, [first]: readonly CollectedSpan[]): Traces {
  const messages = bodies.map((body) => JSON.parse(body) as Traces);
  const spans = spansOf({ resourceSpans: messages.flatMap(({ resourceSpans }) => resourceSpans) })
    .filter(({ traceId }) => traceId === first?.traceId)
    .sort((one, other) => Number(BigInt(one.startTimeUnixNano) - BigInt(other.startTimeUnixNano)));
  const [of] = messages.flatMap(({ resourceSpans }) => resourceSpans);
  return { resourceSpans: [{ ...of, scopeSpans: [{ ...of?.scopeSpans[0], spans }] }] };
}

const spansOf = ({ resourceSpans }: Traces): Span[] =>
  resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans));

/** Names alone, without regard to order: spans of two processes may begin at the same moment. */
const shapeOf = (traces: Traces): string[] =>
  spansOf(traces)
    .map(({ name, attributes }) => [name, ...attributes.map(({ key }) => key).sort()].join(' '))
    .sort();
