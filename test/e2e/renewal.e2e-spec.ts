import { beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { orderOf, problemOf } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { aCsr } from '../factories/csr.js';
import { remoteProvisioning } from '../factories/provisioning.js';
import { type ApiClient, type ApiResponse } from '../support/api-client.js';
import { withGateway } from '../support/gateway.js';

const WAIT = { prefer: 'wait=10' };

interface Shown {
  readonly id: string;
  readonly status: string;
  readonly clientId: string;
  readonly reference: string | null;
  readonly organization: { readonly name: string; readonly unit?: string };
  readonly applicant: { readonly firstName: string };
  readonly renewalOf: string | null;
  readonly renewedBy: string | null;
}

describe('renewing an order', () => {
  const gateway = withGateway();
  let client: ApiClient & { readonly id: string };
  beforeAll(async () => {
    client = await gateway.client();
  });

  const shown = (response: ApiResponse): Shown => orderOf(response) as unknown as Shown;
  const show = async (id: string): Promise<Shown> => shown(await gateway.operator.get(`/v1/orders/${id}`));
  async function issued(more: Record<string, unknown> = {}, status = 'issued'): Promise<Shown> {
    const order = shown(await client.order(anOrder(more), WAIT));
    await gateway.sql.query('UPDATE orders SET certificate_status = $2 WHERE id = $1', [order.id, status]);
    return order;
  }
  const renew = (
    { id }: Pick<Shown, 'id'>,
    wishes?: unknown,
    headers: Record<string, string> = {},
    caller: ApiClient = client,
  ): Promise<ApiResponse> =>
    caller.post(`/v1/orders/${id}/renew`, wishes, { 'idempotency-key': randomUUID(), ...headers });
  async function soldTo({ organization }: Shown): Promise<number> {
    const sold = await gateway.simulator.ledger();
    return sold.filter(({ form }) => form['organizationName'] === organization.name).length;
  }

  it('places the same order again, at once, and links the two', async () => {
    const order = await issued({ reference: randomUUID() });
    const answer = await renew(order, undefined, WAIT);
    const renewal = shown(answer);
    expect([answer.status, answer.headers.get('location')]).toEqual([201, `/v1/orders/${renewal.id}`]);
    expect(renewal).toMatchObject({
      status: 'placed',
      reference: null,
      organization: order.organization,
      applicant: order.applicant,
      renewalOf: order.id,
      renewedBy: null,
    });
    expect(await show(order.id)).toMatchObject({ renewalOf: null, renewedBy: renewal.id });
    expect(await soldTo(order)).toBe(2);
    const { body } = await client.get(`/v1/events?orderId=${renewal.id}`);
    expect((body as { data: { type: string }[] }).data.map(({ type }) => type).reverse()).toEqual([
      'order.accepted',
      'order.submitting',
      'order.placed',
    ]);
  });

  it.each(['replaced', 'revoked'])('may be asked for when the certificate is %s', async (status) => {
    expect((await renew(await issued({}, status))).status).toBe(202);
  });

  it.each(['pending', 'rejected', 'failed'])('may not when it is %s', async (status) => {
    problemOf(await renew(await issued({}, status)), 409, 'order-not-renewable');
  });

  it('takes what shall be different', async () => {
    const order = await issued();
    const wishes = {
      organization: { unit: null },
      applicant: { firstName: 'Mary' },
      metadata: { costCentre: null },
      reference: randomUUID(),
    };
    const renewal = shown(await renew(order, wishes));
    expect(renewal).toMatchObject({ applicant: { firstName: 'Mary' }, reference: wishes.reference });
    expect(renewal.organization).not.toHaveProperty('unit');
  });

  it.each([
    [{ applicant: { email: 'nobody' } }, '/applicant/email'],
    [{ organization: { address: { country: 'XX' } } }, '/organization/address/country'],
    [{ applicant: { email: null } }, '/applicant/email'],
    [{ colour: 'red' }, '/colour'],
    [{ colour: null }, '/colour'],
    [{ organization: { untit: null } }, '/organization/untit'],
    [{ provisioning: {} }, '/provisioning/method'],
  ])('is checked like any order: %j', async (wishes, pointer) => {
    const order = await issued();
    const problem = problemOf(await renew(order, wishes), 422, 'validation-failed');
    expect((problem as unknown as { errors: { pointer: string }[] }).errors[0]?.pointer).toBe(pointer);
    expect(await soldTo(order)).toBe(1);
  });

  it('keeps no key that lies in hardware of the caller', async () => {
    const provisioning = remoteProvisioning(await aCsr());
    const order = await issued({ provisioning });
    const problem = problemOf(await renew(order), 422, 'validation-failed');
    expect(problem).toMatchObject({ errors: [{ pointer: '/provisioning', code: 'required' }] });
    expect((await renew(order, { provisioning: remoteProvisioning(await aCsr()) })).status).toBe(202);
  });

  it('is one order, however often and under whatever keys it is asked for', async () => {
    const order = await issued();
    const answers = await Promise.all(Array.from({ length: 50 }, () => renew(order, {}, WAIT)));
    const winners = answers.filter(({ status }) => status === 201);
    expect(winners).toHaveLength(1);
    const { id } = shown(winners[0]!);
    for (const answer of answers.filter(({ status }) => status !== 201)) {
      expect(problemOf(answer, 409, 'order-already-renewed')).toMatchObject({ existingOrderId: id });
    }
    // also when it would be another certificate
    const other = await renew(order, { applicant: { firstName: 'Mary' } });
    problemOf(other, 409, 'order-already-renewed');
    expect(await soldTo(order)).toBe(2);
  });

  it('is repeated safely', async () => {
    const order = await issued();
    const key = { 'idempotency-key': randomUUID(), ...WAIT };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => renew(order, { metadata: { a: 'b' } }, key)),
    );
    expect(answers.filter(({ status }) => status !== 201).map(({ text }) => text)).toEqual([]);
    expect(new Set(answers.map((answer) => shown(answer).id)).size).toBe(1);
    expect(answers.filter(({ headers }) => headers.get('idempotency-replayed') === 'true')).toHaveLength(19);
    problemOf(await renew(order, { metadata: { a: 'c' } }, key), 422, 'idempotency-key-reused');
    problemOf(await client.order(anOrder(), key), 422, 'idempotency-key-reused');
    problemOf(await client.post(`/v1/orders/${order.id}/renew`, {}), 400, 'idempotency-key-missing');
    expect(await soldTo(order)).toBe(2);
  });

  it('is possible again when the renewal came to nothing, which then cannot be retried', async () => {
    const order = await issued();
    await gateway.simulator.script({ kind: 'error', row: 7 });
    const rejected = problemOf(await renew(order, {}, WAIT), 422, 'country-invalid') as unknown as {
      orderId: string;
    };
    const second = shown(await renew(order, {}, WAIT));
    expect(second).toMatchObject({ status: 'placed', renewalOf: order.id });
    expect(await show(order.id)).toMatchObject({ renewedBy: second.id });
    const retried = await gateway.operator.post(`/v1/orders/${rejected.orderId}/retry`);
    problemOf(retried, 409, 'order-not-retryable');
    expect(await soldTo(order)).toBe(2);
  });

  it('with other data cannot be retried beside a living one either', async () => {
    const order = await issued();
    await gateway.simulator.script({ kind: 'error', row: 7 });
    const wishes = { applicant: { firstName: 'Mary' } };
    const { orderId } = problemOf(await renew(order, wishes, WAIT), 422, 'country-invalid') as unknown as {
      orderId: string;
    };
    await renew(order, {}, WAIT);
    problemOf(await gateway.operator.post(`/v1/orders/${orderId}/retry`), 409, 'order-not-retryable');
  });

  it('does not open the guard for other orders', async () => {
    const body = anOrder();
    const order = shown(await client.order(body, WAIT));
    await gateway.sql.query(`UPDATE orders SET certificate_status = 'issued' WHERE id = $1`, [order.id]);
    const double = shown(await client.order({ ...body, allowDuplicate: true }, WAIT));
    const problem = problemOf(await renew(order), 409, 'duplicate-order');
    expect(problem).toMatchObject({ existingOrderId: double.id });
    expect((await renew(order, { allowDuplicate: true })).status).toBe(202);
    problemOf(await client.order(body), 409, 'duplicate-order');
  });

  it('belongs to the client of the order, and nobody else may ask for it', async () => {
    const order = await issued();
    problemOf(await renew(order, {}, {}, await gateway.client('another')), 404, 'not-found');
    const renewal = shown(await renew(order, {}, WAIT, gateway.operator));
    expect(renewal).toMatchObject({ clientId: client.id, renewalOf: order.id });
  });

  it('counts against the limits of the client, whoever asks for it', async () => {
    const limited = await gateway.client('limited');
    const order = shown(await limited.order(anOrder(), WAIT));
    await gateway.sql.query(`UPDATE orders SET certificate_status = 'issued' WHERE id = $1`, [order.id]);
    await gateway.operator.send('PATCH', `/v1/clients/${limited.id}`, { limits: { ordersPerHour: 1 } });
    problemOf(await renew(order, {}, {}, limited), 429, 'order-limit-reached');
    problemOf(await renew(order, {}, {}, gateway.operator), 429, 'order-limit-reached');
  });
});
