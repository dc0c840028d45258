import { beforeAll, describe, expect, it } from '@jest/globals';
import { orderOf, problemOf } from '../factories/answers.js';
import { aCsr } from '../factories/csr.js';
import { anOrder } from '../factories/order.js';
import { remoteProvisioning } from '../factories/provisioning.js';
import { type ApiClient } from '../support/api-client.js';
import { SIMULATOR_LOGIN, withGateway } from '../support/gateway.js';

describe('the form of an order', () => {
  const gateway = withGateway();
  let client: ApiClient;
  beforeAll(async () => {
    client = await gateway.client();
  });

  it('is what Sectigo got, its password masked', async () => {
    const order = anOrder({ provisioning: remoteProvisioning(await aCsr()) });
    const { id } = orderOf(await client.order(order, { prefer: 'wait=20' }));

    const answer = await gateway.operator.get(`/v1/orders/${id}/form`);

    const [sold] = await gateway.simulator.ledger();
    const { sectigoForm } = answer.body as { sectigoForm: Record<string, string> };
    expect({ ...sectigoForm, loginPassword: '' }).toEqual({ ...sold?.form, loginPassword: '' });
    expect(answer.text).not.toContain(SIMULATOR_LOGIN.loginPassword);
  });

  it('is for operators', async () => {
    const { id } = orderOf(await client.order(anOrder()));
    problemOf(await client.get(`/v1/orders/${id}/form`), 403, 'forbidden');
    problemOf(await gateway.operator.get('/v1/orders/ord_none/form'), 404, 'not-found');
  });
});
