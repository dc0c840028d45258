import { beforeAll, describe, expect, it } from '@jest/globals';
import { expectInvalid } from '../factories/answers.js';
import { allEvents, BEGINNING, idsOf, listEvents, placeOrder, PLACED } from '../factories/events.js';
import { type ApiClient } from '../support/api-client.js';
import { withGateway } from '../support/gateway.js';

describe('events as a list', () => {
  const gateway = withGateway();
  let client: ApiClient;
  let orders: string[];
  beforeAll(async () => {
    client = await gateway.client();
    orders = [await placeOrder(client), await placeOrder(client), await placeOrder(client)];
  });

  it('tell what happened to an order, the newest first', async () => {
    const { data, nextCursor } = await listEvents(client, `?orderId=${orders[0]}`);

    expect(data.map(({ type }) => type)).toEqual([...PLACED].reverse());
    expect(nextCursor).toBeNull();
    expect(data[0]).toEqual({
      id: expect.stringMatching(/^evt_\d{19}$/),
      type: 'order.placed',
      orderId: orders[0],
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      version: 3,
      data: { status: 'placed' },
    });
  });

  it('come oldest first when they are asked for after an event', async () => {
    const everything = await listEvents(client);
    const { data } = await listEvents(client, `?after=${BEGINNING}`);

    expect(idsOf(data)).toEqual(idsOf(everything.data).reverse());
    expect(idsOf(data)).toEqual([...idsOf(data)].sort());
    expect(idsOf((await listEvents(client, `?after=${data[6]?.id}`)).data)).toEqual(idsOf(data).slice(7));
    expect((await listEvents(client, `?after=${data.at(-1)?.id}`)).data).toEqual([]);
  });

  it('come in pages that neither overlap nor leave out, in both directions', async () => {
    const newestFirst = idsOf((await listEvents(client)).data);

    expect(idsOf(await allEvents(client, '?limit=2'))).toEqual(newestFirst);
    expect(idsOf(await allEvents(client, `?limit=2&after=${BEGINNING}`))).toEqual([...newestFirst].reverse());
  });

  it('can be asked for by type, also by several', async () => {
    const placed = await listEvents(client, '?type=order.placed');
    const both = await listEvents(client, '?type=order.placed&type=order.accepted');

    expect(placed.data.map(({ orderId }) => orderId)).toEqual([...orders].reverse());
    expect(both.data).toHaveLength(6);
    expect((await listEvents(client, '?type=certificate.issued')).data).toEqual([]);
  });

  it('are told to their own client and to operators only', async () => {
    const other = await gateway.client('another service');

    expect((await listEvents(other)).data).toEqual([]);
    expect((await listEvents(other, `?orderId=${orders[0]}`)).data).toEqual([]);
    expect((await listEvents(gateway.operator, `?orderId=${orders[0]}`)).data).toHaveLength(3);
  });

  it.each([
    ['after=42', '/after'],
    ['after=ord_01JDB2Y0Q7ZK5T3E8W9R6M4NXA', '/after'],
    ['after=evt_9999999999999999999', '/after'],
    ['cursor=x', '/cursor'],
    ['orderId=42', '/orderId'],
    ['type=order.bought', '/type'],
    ['limit=0', '/limit'],
    ['colour=red', '/colour'],
  ])('refuse %s', async (query, pointer) => {
    expectInvalid(await client.get(`/v1/events?${query}`), [pointer]);
  });

  it('need a key', async () => {
    const answer = await fetch(`${gateway.url}/v1/events`, { headers: { accept: 'text/event-stream' } });
    expect(answer.status).toBe(401);
  });
});
