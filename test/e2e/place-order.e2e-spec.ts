import { describe, expect, it } from '@jest/globals';
import { SAMPLE_ORDER } from '../../src/orders/place/order-examples.js';
import { anOrder } from '../factories/order.js';
import { PUBLISHED } from '../factories/published-form.js';
import { withGateway } from '../support/gateway.js';

describe('placing an order', () => {
  const gateway = withGateway();

  it("sends the form of Sectigo's published sample, name by name and value by value", async () => {
    const client = await gateway.client();
    const unreadable = { appRepEmailAddress: 'john.doe@example.com' };

    const placed = await client.order(
      {
        ...SAMPLE_ORDER,
        certificateType: 'organization-individual',
        validation: { customerValidated: true },
        organization: { ...SAMPLE_ORDER.organization, unit: 'marketing Department' },
        applicant: { ...SAMPLE_ORDER.applicant, email: unreadable.appRepEmailAddress },
      },
      { prefer: 'wait=10' },
    );

    expect(placed.status).toBe(201);
    const [sold] = await gateway.simulator.ledger();
    const published = PUBLISHED.map(([name, value]) => [name, value ?? unreadable[name]]);
    expect(published.map(([name]) => [name, sold?.form[name as string]])).toEqual(published);
    const { showCertificateID, showCertificateState, ...form } = sold?.form ?? {};
    expect([showCertificateID, showCertificateState]).toEqual(['Y', 'Y']);
    expect(Object.keys(form).sort()).toEqual(PUBLISHED.map(([name]) => name).sort());
  });

  it('answers 202 with the order as soon as it is durable', async () => {
    const client = await gateway.client();

    const accepted = await client.order(anOrder({ reference: 'PO-1' }));

    expect(accepted.status).toBe(202);
    expect(accepted.body).toMatchObject({
      status: 'queued',
      clientId: client.id,
      reference: 'PO-1',
      sectigo: null,
    });
    const { id } = accepted.body as { id: string };
    expect(accepted.headers.get('location')).toBe(`/v1/orders/${id}`);
    expect(accepted.headers.get('retry-after')).toBe('2');
  });
});
