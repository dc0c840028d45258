import { beforeAll, describe, expect, it } from '@jest/globals';
import { orderOf, problemOf } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { type ApiClient, type ApiResponse } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { withGateway } from '../support/gateway.js';

const REVOKE = '!autoRevokeCertificate';
const WISH = { reason: 'The token was stolen.', reasonCode: 1 };

describe('that Sectigo refuses to revoke a certificate', () => {
  const gateway = withGateway();
  let client: ApiClient;
  beforeAll(async () => {
    client = await gateway.client();
  });

  const placed = async () => orderOf(await client.order(anOrder(), { prefer: 'wait=10' }));
  const revoke = ({ id }: { readonly id: string }, headers = {}): Promise<ApiResponse> =>
    client.post(`/v1/orders/${id}/revoke`, WISH, headers);
  const statusOf = (response: ApiResponse) => orderOf(response).certificate?.status;

  it('is its answer, and it may be asked for anew', async () => {
    const order = await placed();
    await gateway.simulator.script(
      { kind: 'error', code: -35, endpoint: REVOKE },
      { kind: 'error', code: -43, message: 'Whatever', endpoint: REVOKE },
    );
    const expired = problemOf(await revoke(order), 409, 'order-not-revocable');
    expect(expired).toMatchObject({ orderId: order.id, detail: 'The certificate has expired.' });
    const odd = problemOf(await revoke(order), 502, 'sectigo-error-unrecognised');
    expect(odd).toMatchObject({ sectigo: { errorCode: -43, errorMessage: 'Whatever' } });
    expect(statusOf(await revoke(order))).toBe('rejected');
  });

  it('that comes after the 202 is told by an event, and shown with why', async () => {
    const order = await placed();
    await gateway.simulator.script({ kind: 'error', code: -43, message: 'Whatever', endpoint: REVOKE });
    expect((await revoke(order, { prefer: 'wait=0' })).status).toBe(202);
    await eventually(async () => {
      const { body } = await client.get(`/v1/events?orderId=${order.id}&type=order.revocation-refused`);
      expect((body as { data: unknown[] }).data).toMatchObject([
        { data: { status: 'placed', problem: 'sectigo-error-unrecognised' } },
      ]);
    });
    const { body } = await client.get(`/v1/orders/${order.id}/timeline`);
    expect((body as { data: unknown[] }).data).toContainEqual(
      expect.objectContaining({
        kind: 'revocation',
        data: { status: 'refused', reason: WISH.reason, reasonCode: 1, attempts: 1 },
        problem: expect.objectContaining({
          code: 'sectigo-error-unrecognised',
          orderId: order.id,
          sectigo: { errorCode: -43, errorMessage: 'Whatever' },
        }),
      }),
    );
    expect(statusOf(await revoke(order))).toBe('rejected');
  });

  it('is what it is when Sectigo calls rejected what it delivered', async () => {
    const order = await placed();
    await gateway.sql.query(`UPDATE orders SET certificate_status = 'issued' WHERE id = $1`, [order.id]);
    await gateway.simulator.script({ kind: 'error', code: -20, endpoint: REVOKE });
    const problem = problemOf(await revoke(order), 502, 'revocation-unconfirmed');
    expect(problem).toMatchObject({ actor: 'operator', sectigo: { errorCode: -20 } });
    expect(statusOf(await client.get(`/v1/orders/${order.id}`))).toBe('issued');
    expect(statusOf(await revoke(order))).toBe('revoked');
  });
});
