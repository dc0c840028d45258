import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { baseUrlOf, orderAt } from '../../../test/fixtures/replies/order-at.js';
import {
  httpReply,
  type ReplyServer,
  startReplyServer,
} from '../../../test/fixtures/replies/reply-server.js';

let server: ReplyServer;

beforeEach(async () => {
  server = await startReplyServer((socket) => socket.end(httpReply(200, 'errorCode=0&orderNumber=7')));
});
afterEach(() => server.close());

it('sends an order number of ours where there is one', async () => {
  const settings = { baseUrl: baseUrlOf(server), foreignOrderNumbers: true };
  const named = await orderAt(settings, { foreignOrderNumber: 'ord_1' });
  const unnamed = await orderAt(settings, { foreignOrderNumber: undefined });
  expect([named.kind, unnamed.kind]).toEqual(['placed', 'placed']);
  const [withNumber, without] = server.requests.map(({ body }) => body);
  expect(withNumber).toBe(`${without}&foreignOrderNumber=ord_1`);
  expect(named.exchange.requestDigest).not.toBe(unnamed.exchange.requestDigest);
});

it('sends none where it was not told to', async () => {
  await orderAt({ baseUrl: baseUrlOf(server) }, { foreignOrderNumber: 'ord_1' });
  expect(server.requests.map(({ body }) => body)).toEqual([expect.not.stringContaining('ord_1')]);
});

it.each(['', 'a,b', 'a b', 'a%', '\ud800', 'x'.repeat(65)])('never sends %j for one', async (number) => {
  const outcome = await orderAt(
    { baseUrl: baseUrlOf(server), foreignOrderNumbers: true },
    { foreignOrderNumber: number },
  );
  expect(outcome).toMatchObject({ kind: 'not-sent', reason: 'form-invalid' });
  expect(server.connections()).toBe(0);
});
