import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { TraceCollector } from '../support/trace-collector.js';

describe('a request in a trace', () => {
  let collector: TraceCollector;
  let gateway: TestGateway;
  let client: ApiClient;
  beforeAll(async () => {
    collector = await TraceCollector.start();
    gateway = await startGateway({ role: 'api', tracesEndpoint: collector.url });
    client = await gateway.client();
  });
  afterAll(async () => {
    await gateway.stop();
    await collector.close();
  });

  it('has no path that leads nowhere, nor the query of one that leads somewhere: either may be a secret', async () => {
    await client.get('/v1/events?type=order.placed');
    await client.get(`/v1/${client.key}`);
    const spans = await eventually(() => {
      const seen = collector.spans.filter(({ name }) => /^GET( |$)/.test(name));
      expect(seen.map(({ name }) => name).sort()).toEqual(['GET', 'GET /v1/events']);
      return seen;
    });
    const paths = spans.map(({ attributes }) => attributes['url.path']);
    expect(paths.filter((path) => path !== undefined)).toEqual(['/v1/events']);
    expect(collector.bodies.join()).not.toContain(client.key);
  });
});
