import { describe, expect, it } from '@jest/globals';
import { orderOf, problemOf } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { type ApiClient } from '../support/api-client.js';
import { withGateway } from '../support/gateway.js';

interface Spent {
  readonly orders: number;
  readonly total: string;
}
interface Month extends Spent {
  readonly month: string;
  readonly byDay: readonly (Spent & { readonly day: string })[];
  readonly byClient: readonly (Spent & { readonly clientId: string; readonly name: string })[];
  readonly byProduct: readonly (Spent & { readonly certificateType: string })[];
}

describe('what a month cost', () => {
  const gateway = withGateway();

  const monthOf = async (query = ''): Promise<Month> => {
    const { status, body } = await gateway.operator.get(`/v1/ops/spend${query}`);
    expect({ status, body }).toMatchObject({ status: 200 });
    return body as Month;
  };
  /** Placed at that time of UTC, for that much. */
  const placed = async (
    client: ApiClient,
    at: string,
    cost: string,
    changes: Record<string, unknown> = {},
  ): Promise<void> => {
    const { id } = orderOf(await client.order(anOrder(changes), { prefer: 'wait=10' }));
    await gateway.sql.query('UPDATE orders SET placed_at = $2, cost = $3 WHERE id = $1', [id, at, cost]);
  };
  const busy = ({ byDay }: Month): Month['byDay'] => byDay.filter(({ orders }) => orders > 0);

  it('is this month unless another is named, until today, and what the summary says', async () => {
    const client = await gateway.client('now');
    orderOf(await client.order(anOrder(), { prefer: 'wait=10' }));
    const month = await monthOf();
    const { body } = await gateway.operator.get('/v1/ops/summary');
    const today = new Date().toISOString().slice(0, 10);
    expect(month.byDay.at(-1)?.day).toBe(today);
    expect(month).toMatchObject({
      month: today.slice(0, 7),
      total: (body as { spend: { month: string } }).spend.month,
    });
  });

  it('is nothing, for every day of it, where nothing was bought', async () => {
    const month = await monthOf('?month=2026-02');
    expect(month).toMatchObject({ month: '2026-02', orders: 0, total: '0.00', byClient: [], byProduct: [] });
    expect(month.byDay).toHaveLength(28);
    expect(month.byDay.at(-1)).toEqual({ day: '2026-02-28', orders: 0, total: '0.00' });
  });

  it('has the same total by day, client and product: of billed orders, by the day of UTC', async () => {
    const [one, other] = [await gateway.client('contracts'), await gateway.client('payroll')];
    await placed(one, '2026-09-30T23:59:59.999Z', '1000.00');
    await placed(one, '2026-10-01T00:00:00.000Z', '210.00');
    await placed(one, '2026-10-31T23:59:59.999Z', '90.10', { certificateType: 'individual' });
    await placed(other, '2026-10-01T22:30:00.000Z', '210.05');
    await placed(other, '2026-10-02T12:00:00.000Z', '5000.00', { test: true });
    await placed(other, '2026-11-01T00:00:00.000Z', '1000.00');

    const month = await monthOf('?month=2026-10');

    expect(month).toMatchObject({ month: '2026-10', orders: 3, total: '510.15' });
    expect(month.byDay).toHaveLength(31);
    expect(busy(month)).toEqual([
      { day: '2026-10-01', orders: 2, total: '420.05' },
      { day: '2026-10-31', orders: 1, total: '90.10' },
    ]);
    expect(month.byClient).toEqual([
      { clientId: one.id, name: 'contracts', orders: 2, total: '300.10' },
      { clientId: other.id, name: 'payroll', orders: 1, total: '210.05' },
    ]);
    expect(month.byProduct).toEqual([
      { certificateType: 'organization', orders: 2, total: '420.05' },
      { certificateType: 'individual', orders: 1, total: '90.10' },
    ]);
  });

  it('is for operators, and of a month', async () => {
    const client = await gateway.client();
    problemOf(await client.get('/v1/ops/spend'), 403, 'forbidden');
    for (const month of ['2026-13', '2026', '2026-1', 'now']) {
      problemOf(await gateway.operator.get(`/v1/ops/spend?month=${month}`), 422, 'validation-failed');
    }
  });
});
