import { beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { orderOf, problemOf } from '../factories/answers.js';
import { aCsr, derOf } from '../factories/csr.js';
import { anOrder } from '../factories/order.js';
import { remoteProvisioning } from '../factories/provisioning.js';
import { eventually } from '../support/eventually.js';
import { type TestGateway, withGateway } from '../support/gateway.js';

type Order = Record<string, unknown>;

describe('ordering the same thing under another key', () => {
  const gateway = withGateway();
  let client: Awaited<ReturnType<TestGateway['client']>>;
  beforeEach(async () => {
    client = await gateway.client();
  });

  const nameIn = (order: Order): string => (order.organization as { name: string }).name;
  const soldTo = async (order: Order) =>
    (await gateway.simulator.ledger()).filter(({ form }) => form.organizationName === nameIn(order));

  describe('with a reference used before', () => {
    it('is refused and names the order that has it', async () => {
      const first = orderOf(await client.order(anOrder({ reference: 'PO-1' })));

      const second = await client.order(anOrder({ reference: 'PO-1' }));

      expect(problemOf(second, 409, 'reference-conflict').existingOrderId).toBe(first.id);
    });

    it('is refused even with allowDuplicate, which is about certificates', async () => {
      const order = anOrder({ reference: 'PO-2' });
      const first = orderOf(await client.order(order));
      const second = await client.order({ ...order, allowDuplicate: true });
      expect(problemOf(second, 409, 'reference-conflict').existingOrderId).toBe(first.id);
    });

    it('is accepted from another client', async () => {
      const other = await gateway.client();
      orderOf(await client.order(anOrder({ reference: 'PO-3' })));
      expect((await other.order(anOrder({ reference: 'PO-3' }))).status).toBe(202);
    });

    it('happens 30 times at once and makes one order', async () => {
      const answers = await Promise.all(
        Array.from({ length: 30 }, () => client.order(anOrder({ reference: 'PO-4' }))),
      );
      const accepted = answers.filter(({ status }) => status === 202);
      expect(accepted).toHaveLength(1);
      const winner = orderOf(accepted[0]!);
      for (const answer of answers.filter(({ status }) => status !== 202)) {
        expect(problemOf(answer, 409, 'reference-conflict').existingOrderId).toBe(winner.id);
      }
    });
  });

  describe('with the same certificate data', () => {
    it('is refused and names the first order', async () => {
      const order = anOrder();
      const first = orderOf(await client.order(order, { prefer: 'wait=10' }));

      const second = await client.order(order, { prefer: 'wait=10' });

      expect(problemOf(second, 409, 'duplicate-order').existingOrderId).toBe(first.id);
      expect(await soldTo(order)).toHaveLength(1);
    });

    it('is accepted with allowDuplicate: true', async () => {
      const order = anOrder();
      const first = orderOf(await client.order(order, { prefer: 'wait=10' }));
      const second = orderOf(await client.order({ ...order, allowDuplicate: true }, { prefer: 'wait=10' }));

      expect(second.id).not.toBe(first.id);
      expect(await soldTo(order)).toHaveLength(2);
    });

    it('is accepted from another client', async () => {
      const [order, other] = [anOrder(), await gateway.client()];
      orderOf(await client.order(order));
      expect((await other.order(order)).status).toBe(202);
    });

    it.each([
      ['reference', { reference: 'PO-another' }],
      ['metadata', { metadata: { costCentre: '42' } }],
      ['notifications', { notifications: { issuanceEmail: null, language: 'en' } }],
      ['defaults spelled out', { validityDays: 365, test: false, allowDuplicate: false }],
      ['the default validation', { validation: { customerValidated: false } }],
    ])('is not made another certificate by %s', async (_, changes) => {
      const order = anOrder();
      const first = orderOf(await client.order(order));
      const second = await client.order({ ...order, ...changes });
      expect(problemOf(second, 409, 'duplicate-order').existingOrderId).toBe(first.id);
    });

    const named = (order: Order, change: (name: string) => string): Order => ({
      ...order,
      organization: { ...(order.organization as Order), name: change(nameIn(order)) },
    });
    const keyed = (order: Order, changes: object): Order => ({
      ...order,
      provisioning: { ...(order.provisioning as Order), ...changes },
    });
    const csrIn = (order: Order): string => (order.provisioning as { csr: string }).csr;
    const ATTESTATION = Buffer.from(`attestation ${'x'.repeat(200)}`).toString('base64');

    it.each<[string, (order: Order) => Order]>([
      ['the CSR with CRLF', (order) => keyed(order, { csr: csrIn(order).replace(/\n/g, '\r\n') })],
      ['the CSR in bare base64', (order) => keyed(order, { csr: derOf(csrIn(order)).toString('base64') })],
      [
        'the CSR with another header',
        (order) => keyed(order, { csr: csrIn(order).replaceAll('CERTIFICATE', 'NEW CERTIFICATE') }),
      ],
      [
        'the attestation wrapped',
        (order) => keyed(order, { keyAttestation: ATTESTATION.replace(/.{64}/g, '$&\n') }),
      ],
      ['a name in NFD', (order) => named(order, (name) => name.normalize('NFD'))],
      ['a name with two blanks', (order) => named(order, (name) => name.replace(' ', '  '))],
      ['a name with a blank behind it', (order) => named(order, (name) => `${name} `)],
      [
        'a name with a blank that does not break',
        (order) => named(order, (name) => name.replace(' ', '\u00a0')),
      ],
      ['a name in capitals', (order) => named(order, (name) => name.toUpperCase())],
      ['a name with a zero-width space', (order) => named(order, (name) => `${name}\u200b`)],
      ['a name with a soft hyphen', (order) => named(order, (name) => name.replace('m', 'm\u00ad'))],
    ])('is not made another certificate by %s', async (_, dress) => {
      const provisioning = remoteProvisioning(await aCsr(), { keyAttestation: ATTESTATION });
      const order = named(anOrder({ provisioning }), (name) => `Müller ${name}`);
      const first = orderOf(await client.order(order));

      const dressed = dress(order);
      expect(dressed).not.toEqual(order);
      expect(problemOf(await client.order(dressed), 409, 'duplicate-order').existingOrderId).toBe(first.id);
      expect((await client.order({ ...dressed, allowDuplicate: true })).status).toBe(202);
    });

    it.each<[string, (order: Order) => Order]>([
      ['certificateType', (order) => ({ ...order, certificateType: 'individual' })],
      ['provisioning', (order) => ({ ...order, provisioning: { method: 'token' } })],
      [
        'organization',
        (order) => ({ ...order, organization: { ...(order.organization as Order), unit: 'IT' } }),
      ],
      ['applicant', (order) => ({ ...order, applicant: { ...(order.applicant as Order), lastName: 'Roe' } })],
      ['validation', (order) => ({ ...order, validation: { customerValidated: true } })],
      ['test', (order) => ({ ...order, test: true })],
    ])('is made another certificate by %s', async (_, change) => {
      const order = anOrder();
      const first = orderOf(await client.order(order));
      expect(orderOf(await client.order(change(order))).id).not.toBe(first.id);
    });

    it.each([
      ['rejected', { kind: 'error', row: 7 }, 422, 'country-invalid'],
      ['failed', { kind: 'error', row: 17 }, 500, 'gateway-defect'],
    ])('is accepted when the first was %s', async (_, fault, status, code) => {
      const order = anOrder();
      await gateway.simulator.script({ ...fault, match: { organizationName: nameIn(order) } });
      const first = problemOf(await client.order(order, { prefer: 'wait=10' }), status, code);

      const second = orderOf(await client.order(order, { prefer: 'wait=10' }));

      expect(second.id).not.toBe(first.orderId);
      expect(await soldTo(order)).toHaveLength(1);
    });

    it('is refused while the outcome of the first is unknown', async () => {
      const order = anOrder();
      const match = { organizationName: nameIn(order) };
      await gateway.simulator.script({ kind: 'reset', when: 'after-read', buy: true, match });
      const first = problemOf(await client.order(order, { prefer: 'wait=10' }), 502, 'outcome-unknown');

      const second = await client.order(order, { prefer: 'wait=10' });

      expect(problemOf(second, 409, 'duplicate-order').existingOrderId).toBe(first.orderId);
      expect(await soldTo(order)).toHaveLength(1);
    });

    it('is refused while the first is held', async () => {
      const order = anOrder();
      const match = { organizationName: nameIn(order) };
      await gateway.simulator.script({ kind: 'error', code: -9999, match });
      const answer = await client.order(order, { prefer: 'wait=10' });
      const first = problemOf(answer, 502, 'sectigo-error-unrecognised');
      expect(problemOf(await client.order(order), 409, 'duplicate-order').existingOrderId).toBe(
        first.orderId,
      );
    });

    it.each([
      ['23 hours', 409],
      ['25 hours', 202],
    ])('after %s is answered with %i', async (age, status) => {
      const order = anOrder();
      const { id } = orderOf(await client.order(order));
      await makeOlder(id, age);
      expect((await client.order(order)).status).toBe(status);
    });

    it('happens 50 times at once and makes one order and one purchase', async () => {
      const order = anOrder();

      const answers = await Promise.all(Array.from({ length: 50 }, () => client.order(order)));

      const accepted = answers.filter(({ status }) => status === 202);
      expect(accepted).toHaveLength(1);
      const winner = orderOf(accepted[0]!);
      for (const answer of answers.filter(({ status }) => status !== 202)) {
        expect(problemOf(answer, 409, 'duplicate-order').existingOrderId).toBe(winner.id);
      }
      await eventually(async () => {
        expect(orderOf(await client.get(`/v1/orders/${winner.id}`)).status).toBe('placed');
      });
      expect(await soldTo(order)).toHaveLength(1);
    });

    it('stores nothing of what it refuses', async () => {
      const order = anOrder({ reference: 'PO-kept' });
      orderOf(await client.order(order));
      problemOf(await client.order({ ...order, reference: 'PO-refused' }), 409, 'duplicate-order');

      const { body } = await client.get('/v1/orders');

      expect((body as { data: { reference: string }[] }).data.map(({ reference }) => reference)).toEqual([
        'PO-kept',
      ]);
      expect((await client.order(anOrder({ reference: 'PO-refused' }))).status).toBe(202);
    });
  });

  /** As if the order had been placed that long ago. */
  async function makeOlder(id: string, age: string): Promise<void> {
    const database = new pg.Client({ connectionString: gateway.database.url });
    await database.connect();
    await database.query(
      'UPDATE duplicate_guards SET ordered_at = ordered_at - $2::interval WHERE order_id = $1',
      [id, age],
    );
    await database.query('UPDATE orders SET created_at = created_at - $2::interval WHERE id = $1', [id, age]);
    await database.end();
  }
});
