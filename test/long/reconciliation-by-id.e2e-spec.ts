import { afterEach, describe, expect, it } from '@jest/globals';
import { orderOf } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { eventually } from '../support/eventually.js';
import { SIMULATOR_LOGIN, withGateway } from '../support/gateway.js';
import { publishedSample } from '../../packages/simulator/src/published-sample.js';

describe('with SECTIGO_FOREIGN_ORDER_NUMBER=on', () => {
  const gateway = withGateway({
    sectigoForeignOrderNumber: true,
    submissions: { reconcileIntervalMs: 100, reconcileResubmit: 'after-absent' },
  });
  afterEach(() => gateway.simulator.call('DELETE', 'faults'));
  const knowsOurIds = (): Promise<void> => gateway.simulator.changeAccount({ foreignOrderNumbers: true });

  const unanswered = async (buy: boolean): Promise<string> => {
    const order = anOrder();
    const { name: organizationName } = order['organization'] as { name: string };
    await gateway.simulator.script({ kind: 'reset', when: 'after-read', buy, match: { organizationName } });
    return orderOf(await gateway.operator.order(order)).id;
  };
  const searchOf = async (id: string): Promise<unknown> =>
    (await gateway.operator.get(`/v1/orders/${id}/reconciliation`)).body;
  const soldTo = async (id: string): Promise<number> =>
    (await gateway.simulator.ledger()).filter(({ form }) => form['foreignOrderNumber'] === id).length;
  const attemptsOf = async (id: string): Promise<(string | null)[]> => {
    const { rows } = await gateway.sql.query<{ outcome: string | null }>(
      'SELECT outcome FROM attempts WHERE order_id = $1 ORDER BY fence',
      [id],
    );
    return rows.map(({ outcome }) => outcome);
  };
  const becomesPlaced = (id: string): Promise<void> =>
    eventually(async () =>
      expect(orderOf(await gateway.operator.get(`/v1/orders/${id}`))).toMatchObject({ status: 'placed' }),
    );
  /** Another system buys the same thing from the same account. */
  const buyElsewhere = async (): Promise<void> => {
    const { url } = gateway.config.sectigo;
    const body = new URLSearchParams(publishedSample(SIMULATOR_LOGIN));
    await fetch(`${url}!AutoApplyOrder`, { method: 'POST', body });
  };

  it('one line is proof, and says how the order was found', async () => {
    await knowsOurIds();
    const id = await unanswered(true);
    await becomesPlaced(id);
    expect(await searchOf(id)).toMatchObject({ result: 'found', searchedBy: 'our-id' });
    expect(await soldTo(id)).toBe(1);
  });

  it('no line is absence, whatever else the account has bought, and the order is sent once more', async () => {
    await knowsOurIds();
    await buyElsewhere();
    await becomesPlaced(orderOf(await gateway.operator.order(anOrder())).id);
    const id = await unanswered(false);
    await eventually(async () =>
      expect(await searchOf(id)).toMatchObject({ result: 'absent', searchedBy: 'our-id', candidates: [] }),
    );
    await gateway.sql.query(
      `UPDATE reconciliations SET first_absent_at = first_absent_at - interval '11 minutes', next_check_at = now()
       WHERE order_id = $1`,
      [id],
    );
    await becomesPlaced(id);
    expect(await soldTo(id)).toBe(1);
  });

  it('no line is nothing where Sectigo takes our ids and keeps none', async () => {
    await knowsOurIds();
    await becomesPlaced(orderOf(await gateway.operator.order(anOrder())).id);
    const id = await unanswered(true);
    await gateway.simulator.script({
      kind: 'raw-body',
      endpoint: '!WebHostReport',
      body: 'errorCode=0&noOfResults=0',
      contentType: 'application/x-www-form-urlencoded',
      times: 1_000,
    });
    await eventually(async () => {
      await gateway.operator.post(`/v1/orders/${id}/reconciliation`);
      expect(await searchOf(id)).toMatchObject({ result: 'absent', searchedBy: 'comparison' });
    });
  });

  it('the absence of an attempt says nothing of the next', async () => {
    await knowsOurIds();
    await becomesPlaced(orderOf(await gateway.operator.order(anOrder())).id);
    const id = await unanswered(false);
    const absent = (): Promise<void> =>
      eventually(async () => expect(await searchOf(id)).toMatchObject({ result: 'absent' }));
    await absent();
    await gateway.sql.query(
      `UPDATE reconciliations SET first_absent_at = first_absent_at - interval '11 minutes',
              next_check_at = now() + interval '1 hour', resubmitted_at = NULL WHERE order_id = $1`,
      [id],
    );
    const { organization } = orderOf(await gateway.operator.get(`/v1/orders/${id}`)) as unknown as {
      organization: { name: string };
    };
    await gateway.simulator.script({
      kind: 'reset',
      when: 'after-read',
      buy: false,
      match: { organizationName: organization.name },
    });
    const note = 'not in the portal';
    await gateway.operator.post(`/v1/orders/${id}/resolve`, { outcome: 'not-placed', resubmit: true, note });
    await eventually(async () => expect(await attemptsOf(id)).toEqual(['unknown', 'unknown']));
    await gateway.operator.post(`/v1/orders/${id}/reconciliation`);
    await eventually(async () => {
      const { absentSince } = (await searchOf(id)) as { absentSince: string };
      expect(Date.now() - Date.parse(absentSince)).toBeLessThan(600_000);
    });
    expect(await attemptsOf(id)).toHaveLength(2);
  });

  it('an attempt that did not carry the id is looked for by comparison', async () => {
    await knowsOurIds();
    await buyElsewhere();
    const id = await unanswered(false);
    await eventually(async () => expect(await searchOf(id)).toMatchObject({ status: 'outcome-unknown' }));
    await gateway.sql.query('UPDATE attempts SET carries_our_id = false WHERE order_id = $1', [id]);
    await eventually(async () => {
      await gateway.operator.post(`/v1/orders/${id}/reconciliation`);
      expect(await searchOf(id)).toMatchObject({ searchedBy: 'comparison' });
    });
  });

  it('a line for its id whose number another order has is for a person to look at', async () => {
    await knowsOurIds();
    const other = orderOf(await gateway.operator.order(anOrder(), { prefer: 'wait=20' }));
    const number = other.sectigo?.orderNumber;
    const id = await unanswered(true);
    await gateway.simulator.script({
      kind: 'raw-body',
      endpoint: '!WebHostReport',
      match: { foreignOrderNumber: id },
      body: `errorCode=0&noOfResults=1&1_orderNumber=${number}`,
      contentType: 'application/x-www-form-urlencoded',
      times: 1_000,
    });
    await eventually(async () => {
      await gateway.operator.post(`/v1/orders/${id}/reconciliation`);
      expect(await searchOf(id)).toMatchObject({
        result: 'ambiguous',
        searchedBy: 'our-id',
        candidates: [{ orderNumber: number }],
      });
    });
  });

  it('a report that has a line for any number proves nothing', async () => {
    await knowsOurIds();
    const line = 'errorCode=0&noOfResults=1&1_orderNumber=999&1_organizationName=Somebody+Else';
    const id = await unanswered(false);
    await gateway.simulator.script({
      kind: 'raw-body',
      endpoint: '!WebHostReport',
      body: line,
      contentType: 'application/x-www-form-urlencoded',
      times: 1_000,
    });
    await eventually(async () => {
      await gateway.operator.post(`/v1/orders/${id}/reconciliation`);
      expect(await searchOf(id)).toMatchObject({ result: 'ambiguous', searchedBy: 'comparison' });
    });
    expect(orderOf(await gateway.operator.get(`/v1/orders/${id}`))).toMatchObject({
      status: 'outcome-unknown',
    });
  });
});

describe('a Sectigo that refuses our number', () => {
  const gateway = withGateway({ sectigoForeignOrderNumber: true });

  it('gets the order without it, and no later order with it', async () => {
    const [one, other] = [anOrder(), anOrder()];
    for (const order of [one, other]) {
      const placed = await gateway.operator.order(order, { prefer: 'wait=20' });
      expect(orderOf(placed).status).toBe('placed');
    }
    const sent = (await gateway.simulator.requests()).filter(
      ({ path }) => path === '/products/!AutoApplyOrder',
    );
    expect(sent.map(({ form }) => 'foreignOrderNumber' in (form ?? {}))).toEqual([true, false, false]);
    expect(await gateway.simulator.ledger()).toHaveLength(2);
    const { text } = await gateway.operator.get('/metrics');
    expect(text).toContain('\ngateway_foreign_order_numbers_refused 1\n');
  });
});
