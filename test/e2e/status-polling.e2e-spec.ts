import { beforeAll, describe, expect, it } from '@jest/globals';
import { orderOf } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { type ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { withGateway } from '../support/gateway.js';
import { PlacedCertificates } from '../support/placed-certificates.js';

const endpoint = '!GetDetailedOrderStatus';

describe('a read of the status of an order', () => {
  const gateway = withGateway();
  let client: ApiClient;
  let certificates: PlacedCertificates;
  beforeAll(async () => {
    client = await gateway.client();
    certificates = new PlacedCertificates(client, gateway.sql);
  });

  async function read(id: string): Promise<string | null> {
    await gateway.sql.query('UPDATE status_polls SET next_poll_at = now() WHERE order_id = $1', [id]);
    return eventually(async () => {
      const { rows } = await gateway.sql.query<{ result: string | null }>(
        'SELECT result FROM status_polls WHERE order_id = $1',
        [id],
      );
      expect(rows[0]?.result).not.toBeNull();
      return rows[0]?.result ?? null;
    });
  }
  const pausedBy = async (): Promise<unknown> => {
    const { body } = await gateway.operator.get('/v1/ops/summary');
    return (body as { submissions: { pausedBy: unknown } }).submissions.pausedBy;
  };

  it.each([-91, -15])('that Sectigo refuses with %i stops no order', async (code) => {
    const { id } = await certificates.place();
    await gateway.simulator.script({ kind: 'error', code, endpoint });

    expect(await read(id)).toBe('refused');

    expect(await pausedBy()).toBeNull();
    const next = await client.order(anOrder({ allowDuplicate: true }), { prefer: 'wait=10' });
    expect(orderOf(next).status).toBe('placed');
  });

  it('that Sectigo throttles slows everything down', async () => {
    const { id } = await certificates.place();
    await gateway.simulator.script({ kind: 'throttle', retryAfterSeconds: 2, endpoint });

    expect(await read(id)).toBe('throttled');

    const { rows } = await gateway.sql.query(
      'SELECT slowed_by, not_before > now() AS waits FROM submission_gate',
    );
    expect(rows).toEqual([{ slowed_by: 'sectigo', waits: true }]);
    const next = await client.order(anOrder({ allowDuplicate: true }), { prefer: 'wait=20' });
    expect(orderOf(next).status).toBe('placed');
  });

  it('that Sectigo refuses because of the login stops the orders, which have the same', async () => {
    const { id } = await certificates.place();
    await gateway.simulator.script({ kind: 'error', row: 16, endpoint });

    expect(await read(id)).toBe('refused');

    await eventually(async () => expect(await pausedBy()).toBe('sectigo'));
  });
});
