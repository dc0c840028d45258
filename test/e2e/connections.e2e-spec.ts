import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { anOrder } from '../factories/order.js';
import { eventually } from '../support/eventually.js';
import { withGateway } from '../support/gateway.js';
import { RawConnection, request } from '../support/raw-connection.js';

/** Files and sockets of this process, in which the gateway runs, too. */
const descriptors = (): number => readdirSync('/proc/self/fd').length;
const MANY = 500;

describe('a connection', () => {
  const gateway = withGateway();
  let key: string;
  const connections: RawConnection[] = [];
  beforeAll(async () => {
    ({ key } = (await gateway.client()) as { key: string });
  });
  afterEach(() => {
    for (const connection of connections.splice(0)) connection.close();
  });

  const open = (): RawConnection => {
    const connection = new RawConnection(gateway.url);
    connections.push(connection);
    return connection;
  };
  const order = (idempotencyKey: string, body: string): string => {
    const authorization = `Bearer ${key}`;
    const headers = { authorization, 'idempotency-key': idempotencyKey, 'content-type': 'application/json' };
    return request('POST', '/v1/orders', headers, body);
  };
  it('may ask for some things at once, and gets them in their order', async () => {
    const paths = ['/health/live', '/docs/none', '/docs/openapi.json', '/v1/orders', '/health/live', '/docs'];
    const connection = open().send(paths.map((path) => request('GET', path)).join(''));
    expect(await connection.answers(paths.length)).toEqual([200, 404, 200, 401, 200, 200]);
  });

  it('may ask for as much as it likes, one after the other', async () => {
    const connection = open();
    for (let count = 1; count <= 50; count += 1) {
      expect(await connection.send(request('GET', '/health/live')).answers(count)).toHaveLength(count);
    }
  });

  it('that asks for more and more and reads nothing is cut', async () => {
    const paths = ['/docs/openapi.json', '/docs/openapi.yaml', '/v1/problems', '/docs/swagger-ui-bundle.js'];
    const greedy = paths.map((path) => open().deaf().send(request('GET', path).repeat(MANY)));
    expect((await gateway.operator.get('/health/live')).status).toBe(200);
    for (const connection of greedy) await connection.listen().closed;
    expect(Math.max(...greedy.map(({ statuses }) => statuses.length))).toBeLessThan(32);
  });

  it('that reads late finds all that it asked for, if it was not much', async () => {
    const connection = open().deaf().send(request('GET', '/docs/swagger-ui-bundle.js').repeat(8));
    expect((await gateway.operator.get('/health/live')).status).toBe(200);
    expect(await connection.listen().answers(8)).toEqual(Array(8).fill(200));
  });

  it('that asks for files and is gone leaves none of them open', async () => {
    await gateway.operator.get('/docs/swagger-ui-bundle.js');
    const before = descriptors();
    for (const count of [8, 30, MANY]) {
      const gone = open().send(request('GET', '/docs/swagger-ui-bundle.js').repeat(count));
      await eventually(() => expect(gone.statuses.length > 0 || gone.socket.destroyed).toBe(true));
      gone.close();
      await gone.closed;
    }
    await eventually(() => expect(descriptors()).toBeLessThanOrEqual(before));
  });

  it('that says something unreadable is told so after the answer to its order, which counts', async () => {
    const [id, body] = [randomUUID(), JSON.stringify(anOrder())];
    const connection = open().send(`${order(id, body)}GARBAGE\r\n\r\n`);
    await connection.closed;
    expect(connection.statuses).toEqual([202, 400]);
    const again = open().send(order(id, body));
    await again.answers(1);
    expect(again.text).toMatch(/\r\nidempotency-replayed: true\r\n/i);
  });

  it('hears nothing more of a body that comes after its answer', async () => {
    const head = { 'transfer-encoding': 'chunked', 'content-type': 'text/plain' };
    const connection = open().send(request('POST', '/v1/orders', head));
    expect(await connection.answers(1)).toEqual([401]);
    await connection.send('no chunk\r\n').closed;
    expect(connection.statuses).toEqual([401]);
  });

  it('is closed by a gateway that stops, whether nothing was asked there or half of it', async () => {
    const [silent, half] = [open(), open().send('GET /he')];
    await eventually(() =>
      expect([silent, half].map(({ socket }) => socket.pending)).toEqual([false, false]),
    );
    await gateway.restart();
    await Promise.all([silent.closed, half.closed]);
  });
});
