import { beforeAll, describe, expect, it } from '@jest/globals';
import { orderOf, problemOf } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { type ApiClient, type ApiResponse } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { withGateway } from '../support/gateway.js';

const WAIT = { prefer: 'wait=10' };
const REVOKE = '!autoRevokeCertificate';
const WISH = { reason: 'The token was stolen.', reasonCode: 1 };

interface Shown {
  readonly id: string;
  readonly certificate: { readonly status: string };
  readonly sectigo: { readonly orderNumber: string };
}

describe('revoking a certificate', () => {
  const gateway = withGateway();
  let client: ApiClient & { readonly id: string };
  beforeAll(async () => {
    client = await gateway.client();
  });

  async function placed(more: Record<string, unknown> = {}, caller = client): Promise<Shown> {
    return orderOf(await caller.order(anOrder(more), WAIT)) as unknown as Shown;
  }
  const revoke = (
    { id }: Pick<Shown, 'id'>,
    caller: ApiClient = client,
    body: object = WISH,
    headers = {},
  ): Promise<ApiResponse> => caller.post(`/v1/orders/${id}/revoke`, body, headers);
  const statusOf = ({ body }: ApiResponse) => (body as Shown).certificate.status;
  async function sentFor({ sectigo }: Shown) {
    const requests = await gateway.simulator.requests();
    return requests.filter(
      ({ path, form }) => path.endsWith(REVOKE) && form?.['orderNumber'] === sectigo.orderNumber,
    );
  }
  async function eventsOf({ id }: Shown): Promise<string[]> {
    const { body } = await client.get(`/v1/events?orderId=${id}`);
    return (body as { data: { type: string }[] }).data.map(({ type }) => type);
  }

  it('rejects what was not issued yet: once, however often it is asked', async () => {
    const order = await placed();
    const answers = await Promise.all(Array.from({ length: 50 }, () => revoke(order)));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(new Set(answers.map(statusOf))).toEqual(new Set(['rejected']));
    const again = await revoke(order, gateway.operator, { reason: 'Another one' });
    expect([again.status, statusOf(again)]).toEqual([200, 'rejected']);
    const sent = await sentFor(order);
    expect(sent).toEqual([
      expect.objectContaining({
        form: {
          loginName: expect.any(String),
          loginPassword: expect.not.stringContaining('canary'),
          orderNumber: order.sectigo.orderNumber,
          codeReason: '1',
          revocationReason: WISH.reason,
          responseFormat: '1',
        },
        outcome: expect.objectContaining({ kind: 'revoked', state: 'rejected' }),
      }),
    ]);
    expect((await eventsOf(order)).filter((type) => type.startsWith('certificate.'))).toEqual([
      'certificate.rejected',
    ]);
  });

  it('revokes what was issued, and tells when', async () => {
    const order = await placed();
    await gateway.sql.query(`UPDATE orders SET certificate_status = 'issued' WHERE id = $1`, [order.id]);
    const answer = await revoke(order, client, { reason: 'No longer used' });
    expect(answer).toMatchObject({
      status: 200,
      body: { certificate: { status: 'revoked', revokedAt: expect.any(String) } },
    });
    expect((await sentFor(order))[0]?.form).toMatchObject({ codeReason: '0' });
    expect(await eventsOf(order)).toContain('certificate.revoked');
    const { body } = await client.get(`/v1/orders/${order.id}/timeline`);
    expect((body as { data: unknown[] }).data).toContainEqual({
      at: expect.any(String),
      kind: 'revocation',
      finishedAt: expect.any(String),
      outcome: 'revoked',
      problem: null,
      data: { status: 'done', reason: 'No longer used', reasonCode: 0, attempts: 1 },
    });
  });

  it('is written down with who asked for it', async () => {
    const order = await placed();
    await revoke(order);
    const { rows } = await gateway.sql.query(
      `SELECT actor_kind, client_id, action, note, after FROM audit_entries WHERE target_id = $1`,
      [order.id],
    );
    expect(rows).toEqual([
      {
        actor_kind: 'client',
        client_id: client.id,
        action: 'order.revoke',
        note: WISH.reason,
        after: { reasonCode: 1 },
      },
    ]);
  });

  it('of a test order revokes nothing in earnest', async () => {
    const order = await placed({ test: true });
    expect(statusOf(await revoke(order))).toBe('rejected');
    expect((await sentFor(order))[0]?.form).toMatchObject({ test: 'Y' });
  });

  it.each([
    ['a reset after it was done', { kind: 'reset', when: 'after-read', buy: true }],
    ['a reset before it was done', { kind: 'reset', when: 'after-read' }],
    ['a reset before it was read', { kind: 'reset', when: 'before-read' }],
    ['an error that leaves it open', { kind: 'error', code: -14 }],
    ['HTML', { kind: 'html' }],
    ['a certificate that is being issued', { kind: 'error', code: -26 }],
    ['a call limit', { kind: 'throttle', retryAfterSeconds: 0 }],
  ])('goes on after %s', async (_what, fault) => {
    const order = await placed();
    await gateway.simulator.script({ ...fault, endpoint: REVOKE });
    const answer = await revoke(order);
    expect([answer.status, statusOf(answer)]).toEqual([200, 'rejected']);
    expect((await eventsOf(order)).filter((type) => type.startsWith('certificate.'))).toHaveLength(1);
  });

  it('is a 202 while it is under way, and nobody has to wait', async () => {
    const order = await placed();
    await gateway.simulator.script({ kind: 'error', code: -26, times: 1_000, endpoint: REVOKE });
    const answer = await revoke(order, client, WISH, { prefer: 'wait=0' });
    expect([answer.status, answer.headers.get('preference-applied'), statusOf(answer)]).toEqual([
      202,
      'wait=0',
      'pending',
    ]);
    await gateway.simulator.call('DELETE', 'faults');
    // unless it is over already
    await gateway.sql.query(
      'UPDATE revocations SET next_attempt_at = now() WHERE next_attempt_at IS NOT NULL',
    );
    expect(statusOf(await revoke(order))).toBe('rejected');
  });

  it('is for placed orders, and for those whose order it is', async () => {
    const order = await placed();
    await gateway.operator.post('/v1/ops/submissions/pause', { reason: 'test' });
    const queued = orderOf(await client.order(anOrder()));
    problemOf(await revoke(queued), 409, 'order-not-revocable');
    await gateway.operator.post(`/v1/orders/${queued.id}/cancel`);
    await gateway.operator.post('/v1/ops/submissions/resume');
    problemOf(await revoke(order, await gateway.client('another')), 404, 'not-found');
    problemOf(await revoke({ id: 'ord_01JDB2Y0Q7ZK5T3E8W9R6M4NXA' }), 404, 'not-found');
    expect(await sentFor(order)).toEqual([]);
  });

  it.each([
    [{}, '/reason'],
    [{ reason: ' ' }, '/reason'],
    [{ reason: 'x'.repeat(1_025) }, '/reason'],
    [{ ...WISH, reasonCode: 2 }, '/reasonCode'],
    [{ ...WISH, reasonCode: '1' }, '/reasonCode'],
    [{ ...WISH, colour: 'red' }, '/colour'],
  ])('takes no %j', async (body, pointer) => {
    const problem = problemOf(await revoke(await placed(), client, body), 422, 'validation-failed');
    expect(problem).toMatchObject({ errors: [{ pointer }] });
  });

  it('that Sectigo refuses the login for waits, and tries it once', async () => {
    const orders = await Promise.all([placed(), placed(), placed()]);
    await gateway.simulator.changeAccount({ locked: true });
    const before = (await gateway.simulator.requests()).length;
    const answers = await Promise.all(
      orders.map((order) => revoke(order, client, WISH, { prefer: 'wait=3' })),
    );
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
    expect((await gateway.simulator.requests()).slice(before)).toHaveLength(1);
    expect((await gateway.operator.get('/v1/ops/summary')).body).toMatchObject({
      submissions: { pausedBy: 'sectigo', reason: 'sectigo-access-denied' },
    });
    await gateway.simulator.changeAccount({ locked: false });
    await gateway.sql.query(
      'UPDATE revocations SET next_attempt_at = now() WHERE next_attempt_at IS NOT NULL',
    );
    await gateway.operator.post('/v1/ops/submissions/resume');
    await eventually(async () => {
      for (const order of orders) {
        expect(statusOf(await client.get(`/v1/orders/${order.id}`))).toBe('rejected');
      }
    });
  });

  it('does not wait for credit', async () => {
    const order = await placed();
    await gateway.simulator.changeAccount({ credit: '0.00' });
    const held = orderOf(await client.order(anOrder()));
    await eventually(async () =>
      expect(orderOf(await client.get(`/v1/orders/${held.id}`)).status).toBe('held'),
    );
    expect(statusOf(await revoke(order))).toBe('rejected');
    await gateway.simulator.changeAccount({ credit: null });
    await gateway.operator.post('/v1/ops/submissions/resume');
  });

  it('is sent by one of two gateways', async () => {
    const other = await gateway.join();
    const orders = await Promise.all(Array.from({ length: 5 }, () => placed()));
    const answers = await Promise.all(
      orders.flatMap((order) => [revoke(order, gateway.operator), revoke(order, other)]),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    for (const order of orders) expect(await sentFor(order)).toHaveLength(1);
  });
});
