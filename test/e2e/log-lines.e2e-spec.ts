import { type INestApplication } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningConfig } from '../../src/config/config.js';
import { OPERATOR_CLIENT_ID } from '../../src/access/principal.js';
import { anOrder } from '../factories/order.js';
import { ApiClient } from '../support/api-client.js';
import { loadBuilt } from '../support/built.js';
import { eventually } from '../support/eventually.js';
import { OPERATOR_KEY, withGateway } from '../support/gateway.js';

type Line = Readonly<Record<string, unknown>>;

describe('the log of a gateway', () => {
  const gateway = withGateway({ role: 'api' });
  const lines: Line[] = [];
  let app: INestApplication;
  let url: string;
  beforeAll(async () => {
    const { createApp, createLogger, listen } = await loadBuilt();
    const config: RunningConfig = { ...gateway.config, logLevel: 'info', serviceName: 'orders' };
    const destination = { write: (line: string) => void lines.push(JSON.parse(line) as Line) };
    const created = await createApp(config, createLogger(config, undefined, destination));
    app = created;
    url = await listen(created, config);
  });
  afterAll(() => app.close());

  const requestLine = (route: string): Promise<Line> =>
    eventually(() => {
      const found = lines.find((line) => line['msg'] === 'request' && line['route'] === route);
      if (found === undefined) throw new Error(`no request of ${route} is logged`);
      return found;
    });

  it('says of each request whose it was, and never by which key', async () => {
    const client = await gateway.client();
    await new ApiClient(url, client.key).order(anOrder());
    await new ApiClient(url, OPERATOR_KEY).get('/v1/ops/summary');
    await new ApiClient(url, null).get('/v1/events');

    expect(await requestLine('/v1/orders')).toMatchObject({
      level: 'info',
      service: 'orders',
      method: 'POST',
      status: 202,
      caller: 'client',
      clientId: client.id,
      requestId: expect.stringMatching(/^req_/),
    });
    const ofOperator = await requestLine('/v1/ops/summary');
    expect(ofOperator).toMatchObject({ caller: 'admin', clientId: OPERATOR_CLIENT_ID });
    const ofNobody = await requestLine('/v1/events');
    expect(ofNobody).toMatchObject({ status: 401 });
    expect(ofNobody).not.toHaveProperty('clientId');
    const keyId = client.key?.split('_')[1] ?? '-';
    expect(JSON.stringify(lines)).not.toContain(keyId);
  });

  it('has no line of a probe, and none for each route at the start', async () => {
    const anybody = new ApiClient(url, null);
    for (const probe of ['/health/live', '/health/ready', '/metrics', '/v1/problems']) {
      expect((await anybody.get(probe)).status).toBe(200);
    }
    await requestLine('/v1/problems');
    const text = JSON.stringify(lines);
    expect(text).not.toMatch(/\/health\/|\/metrics|Mapped|dependencies initialized/);
  });
});
