import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { type OrderAnswer, orderOf } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { eventually } from '../support/eventually.js';
import { withGateway } from '../support/gateway.js';

describe('with RECONCILE_RESUBMIT=after-absent', () => {
  const gateway = withGateway({
    submissions: { reconcileIntervalMs: 100, reconcileResubmit: 'after-absent' },
  });

  it('an order that two reports, ten minutes apart, have no trace of is sent once more, and only once', async () => {
    const client = await gateway.client();
    const order = anOrder();
    const organizationName = (order['organization'] as { name: string }).name;
    const unanswered = { kind: 'reset', when: 'after-read', buy: false, match: { organizationName } };
    await gateway.simulator.script(unanswered, unanswered);
    const { id } = orderOf(await client.order(order));
    const database = new pg.Client({ connectionString: gateway.database.url });
    await database.connect();
    const statusOf = async (): Promise<OrderAnswer> => orderOf(await client.get(`/v1/orders/${id}`));
    const absentFor = async (attempts: number): Promise<void> => {
      await eventually(async () => {
        expect(await statusOf()).toMatchObject({ status: 'outcome-unknown' });
        const sent = await database.query('SELECT FROM attempts WHERE order_id = $1', [id]);
        expect(sent.rowCount).toBe(attempts);
        const { rows } = await database.query(
          'SELECT result FROM reconciliations WHERE order_id = $1 AND first_absent_at IS NOT NULL',
          [id],
        );
        expect(rows).toEqual([{ result: 'absent' }]);
      });
    };
    const elevenMinutesLater = () =>
      database.query(
        "UPDATE reconciliations SET first_absent_at = first_absent_at - interval '11 minutes', next_check_at = now() WHERE order_id = $1",
        [id],
      );

    await absentFor(1);
    await elevenMinutesLater();
    await absentFor(2);
    await elevenMinutesLater();
    await eventually(async () => {
      const { rows } = await database.query(
        'SELECT next_check_at > now() AS checked FROM reconciliations WHERE order_id = $1',
        [id],
      );
      expect(rows).toEqual([{ checked: true }]);
    });

    expect(await statusOf()).toMatchObject({ status: 'outcome-unknown' });
    const sent = (await gateway.simulator.requests()).filter(
      ({ path, form }) =>
        path === '/products/!AutoApplyOrder' && form?.['organizationName'] === organizationName,
    );
    expect(sent).toHaveLength(2);
    await database.end();
  });
});
