import { afterEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { OPERATOR_CLIENT_ID } from '../../src/access/principal.js';
import { orderOf, problemOf } from '../factories/answers.js';
import { allEvents, BEGINNING, idsOf, placeOrder, PLACED } from '../factories/events.js';
import { anOrder } from '../factories/order.js';
import { ApiClient } from '../support/api-client.js';
import { EventStreamClient } from '../support/event-stream-client.js';
import { eventually } from '../support/eventually.js';
import { OPERATOR_KEY, startGateway, type TestGateway } from '../support/gateway.js';

const WAITING_READERS = `SELECT count(*) FROM pg_stat_activity
  WHERE wait_event_type = 'Lock' AND query LIKE '%events%' AND datname = current_database()`;

describe('events as a stream', () => {
  let gateway: TestGateway;
  const streams: EventStreamClient[] = [];
  afterEach(async () => {
    await Promise.all(streams.splice(0).map((stream) => stream.close()));
    await gateway.stop();
  });
  async function open(client: ApiClient, path?: string, lastEventId?: string): Promise<EventStreamClient> {
    const stream = new EventStreamClient();
    streams.push(stream);
    const response = await stream.open(client, path, lastEventId);
    expect(response.statusCode).toBe(200);
    expect(response.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-request-id': expect.stringMatching(/^req_/),
    });
    return stream;
  }

  it('begin now, and tell a client of its own orders and an operator of all', async () => {
    gateway = await startGateway();
    const [one, other] = [await gateway.client('one'), await gateway.client('other')];
    const before = await placeOrder(one);
    const streamOfOne = await open(one);
    const streamOfAll = await open(gateway.operator);
    const placedOnly = await open(one, '/v1/events?type=order.placed');

    const orders = [await placeOrder(one), await placeOrder(other)];

    await eventually(() => expect(streamOfAll.events).toHaveLength(6));
    await eventually(() => expect(streamOfOne.events).toHaveLength(3));
    expect(streamOfOne.events.map(({ type }) => type)).toEqual(PLACED);
    for (const { id, type, data } of streamOfOne.events) {
      expect(data).toMatchObject({ id, type, orderId: orders[0] });
    }
    await eventually(() => expect(placedOnly.events.map(({ type }) => type)).toEqual(['order.placed']));
    expect(streamOfAll.events.map(({ data }) => data.orderId)).not.toContain(before);
  });

  it.each(['before there is any', 'after others'])(
    'begin %s with their position, so that a break before the first event loses none',
    async (when) => {
      gateway = await startGateway();
      const client = await gateway.client();
      if (when === 'after others') await placeOrder(client);
      const stream = await open(client);
      await eventually(() => expect(stream.position).toBeDefined());
      await stream.close();
      expect(stream.events).toEqual([]);
      const orderId = await placeOrder(client);
      const again = await open(client, '/v1/events', stream.position);
      await eventually(() => expect(again.events.map(({ type }) => type)).toEqual(PLACED));
      expect(again.events[0]?.data.orderId).toBe(orderId);
    },
  );

  it('are not begun by HEAD, which has their head alone', async () => {
    gateway = await startGateway();
    const client = await gateway.client();
    const head = await client.send('HEAD', '/v1/events', undefined, { accept: 'text/event-stream' });
    expect([head.status, head.headers.get('content-type')]).toEqual([
      200,
      'text/event-stream; charset=utf-8',
    ]);
  });

  it('miss nothing and repeat nothing over 300 events and random hang-ups', async () => {
    gateway = await startGateway();
    const client = await gateway.client();
    const got: string[] = [];
    const state = { placedAll: false };
    let connections = 0;

    const reading = (async () => {
      for (;;) {
        const last = state.placedAll;
        connections += 1;
        const stream = await open(client, `/v1/events?after=${BEGINNING}`, got.at(-1) ?? '');
        const enough = last ? 300 - got.length : 1 + Math.floor(Math.random() * 25);
        await eventually(() => {
          const noMoreToCome = !last && state.placedAll;
          expect(noMoreToCome || stream.events.length >= enough).toBe(true);
        });
        await stream.close();
        got.push(...idsOf(stream.events));
        if (last) return;
      }
    })();
    const other = await gateway.client('another service');
    for (let round = 0; round < 10; round += 1) {
      await Promise.all(Array.from({ length: 10 }, () => client.order(anOrder())));
      await other.order(anOrder());
    }
    await eventually(async () => {
      expect((await allEvents(client, '?type=order.placed&limit=200')).length).toBe(100);
    });
    state.placedAll = true;
    await reading;

    const expected = idsOf(await allEvents(client, `?after=${BEGINNING}&limit=200`));
    expect(expected).toHaveLength(300);
    expect(got).toEqual(expected);
    expect(connections).toBeGreaterThan(5);
  });

  it('need no Redis', async () => {
    gateway = await startGateway({ redisUrl: 'redis://127.0.0.1:9', role: 'api' });
    const client = await gateway.client();
    const stream = await open(client);

    const { id } = orderOf(await client.order(anOrder()));

    await eventually(() => expect(stream.events.map(({ data }) => data.orderId)).toEqual([id]));
  });

  it('are at most 20 for a caller, and one that is closed makes room', async () => {
    gateway = await startGateway();
    const [client, other] = [await gateway.client(), await gateway.client('other')];
    const first = await open(client);
    for (let count = 1; count < 20; count += 1) await open(client);

    const refused = await client.get('/v1/events', { accept: 'text/event-stream' });
    problemOf(refused, 429, 'stream-limit-reached');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    await open(other);

    await first.close();
    await eventually(() => open(client));

    for (let count = 0; count < 20; count += 1) await open(gateway.operator);
    const events = { accept: 'text/event-stream' };
    problemOf(await gateway.operator.get('/v1/events', events), 429, 'stream-limit-reached');
    const session = await new ApiClient(gateway.url, null).post('/dashboard/session', { key: OPERATOR_KEY });
    const [cookie = ''] = (session.headers.get('set-cookie') ?? '').split(';');
    const head = await new ApiClient(gateway.url, null).send('HEAD', '/v1/events', undefined, {
      ...events,
      cookie,
    });
    expect(head.status).toBe(200);
  });

  it('leave the database to others, however many are behind', async () => {
    gateway = await startGateway({ role: 'api', databasePoolSize: 4 });
    const [locks, looks] = [1, 2].map(() => new pg.Client({ connectionString: gateway.database.url })) as [
      pg.Client,
      pg.Client,
    ];
    await Promise.all([locks.connect(), looks.connect()]);
    await looks.query(
      `INSERT INTO events (client_id, type, data)
      SELECT $1, 'webhook.test', '{}' FROM generate_series(1, 1500)`,
      [OPERATOR_CLIENT_ID],
    );
    // from its first event on, the end of the log is known
    const first = await open(gateway.operator, '/v1/events', BEGINNING);
    await eventually(() => expect(first.events.length).toBeGreaterThan(0));

    await locks.query('BEGIN; LOCK TABLE events');
    for (let count = 0; count < 8; count += 1) await open(gateway.operator, '/v1/events', BEGINNING);
    await eventually(async () => {
      const { rows } = await looks.query<{ count: string }>(WAITING_READERS);
      expect(Number(rows[0]?.count)).toBeGreaterThanOrEqual(2);
    });
    expect((await gateway.operator.get('/v1/webhooks')).status).toBe(200);

    await Promise.all([locks.end(), looks.end()]);
    await eventually(() => {
      for (const { events } of streams) expect(events).toHaveLength(1_500);
    });
  });

  it('have a head that may be asked for alone', async () => {
    gateway = await startGateway({ role: 'api' });
    const response = await fetch(`${gateway.url}/v1/events`, {
      method: 'HEAD',
      headers: { accept: 'text/event-stream', authorization: `Bearer ${gateway.operator.key}` },
      signal: AbortSignal.timeout(30_000),
    });
    expect([response.status, response.headers.get('content-type')]).toEqual([
      200,
      'text/event-stream; charset=utf-8',
    ]);
  });

  it('refuse a Last-Event-ID that is none', async () => {
    gateway = await startGateway();
    const client = await gateway.client();
    const headers = { accept: 'text/event-stream', 'last-event-id': '42' };
    problemOf(await client.get('/v1/events', headers), 400, 'malformed-request');
  });

  it('end cleanly when the gateway stops, and go on after it has started again', async () => {
    gateway = await startGateway();
    const client = await gateway.client();
    const stream = await open(client);
    await placeOrder(client);
    await eventually(() => expect(stream.events).toHaveLength(3));

    await gateway.restart();

    expect(await stream.ended()).toBe('ended');
    const again = Object.assign(client, { url: gateway.url });
    const order = await placeOrder(again);
    const resumed = await open(again, '/v1/events', stream.events.at(-1)?.id);
    await eventually(() => expect(resumed.events).toHaveLength(3));
    expect(resumed.events.every(({ data }) => data.orderId === order)).toBe(true);
  });

  it('end soon when their key is revoked, and no others do', async () => {
    gateway = await startGateway();
    const client = await gateway.client();
    const other = await gateway.client('other');
    const stream = await open(client);
    const kept = await open(other);

    await gateway.operator.send('DELETE', `/v1/clients/${client.id}`);

    expect(await stream.ended()).toBe('ended');
    await placeOrder(other);
    await eventually(() => expect(kept.events).toHaveLength(3));
  });
});
