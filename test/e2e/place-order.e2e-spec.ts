import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SAMPLE_ORDER } from '../../src/orders/dto/order-examples.js';
import { anOrder } from '../factories/order.js';
import { SIMULATOR_LOGIN, startGateway, type TestGateway } from '../support/gateway.js';

describe('placing an order', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startGateway();
  });
  afterAll(() => gateway.stop());

  it("sends the form of Sectigo's published sample, name by name and value by value", async () => {
    const client = await gateway.client();

    const placed = await client.order(SAMPLE_ORDER, { prefer: 'wait=10' });

    expect(placed.status).toBe(201);
    const sold = await gateway.simulator.ledger();
    expect(sold.map(({ form }) => form)).toEqual([
      {
        loginName: SIMULATOR_LOGIN.loginName,
        loginPassword: '********',
        product: '706',
        days: '365',
        includeIndividual: 'N',
        isCustomerValidated: 'Y',
        organizationName: 'Company ABC 123',
        organizationalUnitName: 'Marketing',
        streetAddress1: 'Elm Street 12',
        localityName: 'Los Angeles',
        stateOrProvinceName: 'CA',
        postalCode: '90002',
        countryName: 'US',
        appRepTitle: 'Mr',
        appRepForename: 'John',
        appRepSurname: 'Doe',
        appRepEmailAddress: 'john.doe@example.com',
        responseFormat: '1',
        showCertificateID: 'Y',
        showCertificateState: 'Y',
      },
    ]);
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
  });
});
