import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { orderOf } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { type ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { withGateway } from '../support/gateway.js';
import { PlacedCertificates } from '../support/placed-certificates.js';

const REFUSED = { kind: 'error', row: 16 };

describe('a command other than an order that Sectigo refuses the login for', () => {
  const gateway = withGateway({ submissions: { holdProbeMs: 0, reconcileIntervalMs: 100 } });
  let client: ApiClient;
  let certificates: PlacedCertificates;
  beforeAll(async () => {
    client = await gateway.client();
    certificates = new PlacedCertificates(client, gateway.sql);
  });
  beforeEach(async () => {
    await gateway.operator.post('/v1/ops/submissions/resume');
    await gateway.simulator.changeAccount({ locked: false });
  });

  const commands: Readonly<Record<string, () => Promise<unknown>>> = {
    '!getAccountBalance': () => gateway.operator.get('/v1/ops/balance'),
    '!GetDetailedOrderStatus': async () => {
      await certificates.place();
      return gateway.sql.query('UPDATE status_polls SET next_poll_at = now()');
    },
    '!autoRevokeCertificate': async () => {
      const { id } = await certificates.place();
      return client.post(`/v1/orders/${id}/revoke`, { reason: 'Lost', reasonCode: 1 }, { prefer: 'wait=1' });
    },
    '!WebHostReport': async () => {
      await gateway.simulator.script({ kind: 'reset', when: 'after-read', endpoint: '!AutoApplyOrder' });
      return client.order(anOrder(), { prefer: 'wait=10' });
    },
  };

  it.each(Object.entries(commands))(
    'stops the orders: %s, without a probe where none is wanted',
    async (endpoint, run) => {
      await gateway.simulator.script({ ...REFUSED, endpoint });

      await run();

      await eventually(async () =>
        expect((await gateway.operator.get('/v1/ops/summary')).body).toMatchObject({
          submissions: { pausedBy: 'sectigo', reason: 'sectigo-access-denied', nextProbeAt: null },
        }),
      );
      const waiting = orderOf(await client.order(anOrder(), { prefer: 'wait=2' }));
      expect(waiting.status).toBe('queued');
    },
  );
});
