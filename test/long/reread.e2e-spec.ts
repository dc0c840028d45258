import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { orderOf } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { type ApiClient } from '../support/api-client.js';
import { cli } from '../support/cli.js';
import { eventually } from '../support/eventually.js';
import { SIMULATOR_LOGIN, withGateway } from '../support/gateway.js';
import { type Reread, REREAD_SINCE, rereadIn, resultOf } from '../support/reread.js';
import { ScratchFolder } from '../support/scratch-folder.js';

/** Nobody looks in the report meanwhile. */
const SUBMISSIONS = { reconcileIntervalMs: 3_600_000 };

interface Entry {
  readonly kind: string;
  readonly type?: string;
  readonly rawReply?: string | null;
}

describe('kept replies to orders', () => {
  const gateway = withGateway({ submissions: SUBMISSIONS });
  const folder = new ScratchFolder();
  let client: ApiClient;
  beforeAll(async () => {
    client = await gateway.client();
  });
  afterAll(() => folder.remove());

  const reread = (args: readonly string[], errorCodes: readonly object[] = []): Promise<Reread> => {
    const file = folder.file('error-codes.json', JSON.stringify(errorCodes));
    return rereadIn(gateway.database.url, args, { SECTIGO_ERROR_CODES_FILE: file });
  };

  /** An order that Sectigo answers like this, which nobody can read. */
  async function unknownOrder(body: string, contentType = 'text/plain'): Promise<string> {
    const order = anOrder();
    const { name: organizationName } = order['organization'] as { name: string };
    await gateway.simulator.script({ kind: 'raw-body', body, contentType, match: { organizationName } });
    const { orderId } = (await client.order(order, { prefer: 'wait=20' })).body as { orderId: string };
    expect((await stored(orderId)).status).toBe('outcome-unknown');
    return orderId;
  }

  const stored = async (id: string) => orderOf(await gateway.operator.get(`/v1/orders/${id}`));
  const timeline = async (id: string, caller = gateway.operator): Promise<Entry[]> =>
    ((await caller.get(`/v1/orders/${id}/timeline`)).body as { data: Entry[] }).data;
  /** As a version would have left it that could not read this. */
  const keep = (id: string, text: string, framed: boolean | null = null) =>
    gateway.sql.query('UPDATE attempts SET raw_reply = $2, raw_reply_framed = $3 WHERE order_id = $1', [
      id,
      text,
      framed,
    ]);
  const requestsSent = async (): Promise<number> =>
    (await gateway.simulator.requests()).filter((request) => request.path.endsWith('!AutoApplyOrder')).length;

  it('are shown to operators, with the login masked, and not to clients', async () => {
    const id = await unknownOrder(`<p>Maintenance for ${SIMULATOR_LOGIN.loginPassword}</p>`, 'text/html');

    const [attempt] = (await timeline(id)).filter(({ kind }) => kind === 'attempt');
    expect(attempt?.rawReply).toBe('<p>Maintenance for ********</p>');
    for (const entry of await timeline(id, client)) expect(entry).not.toHaveProperty('rawReply');
    expect(resultOf(await reread(['--yes']), id)).toMatchObject({ to: null });
  });

  it('place their order once the reader reads them, once and without sending anything', async () => {
    const id = await unknownOrder('<html>');
    await keep(id, 'errorCode=0&2ndKey=x&orderNumber=7300001&totalCost=210.00&my_key=1');
    const sent = await requestsSent();

    expect(resultOf(await reread([]), id)).toMatchObject({
      to: 'placed',
      detail: expect.stringContaining('7300001'),
    });
    expect((await stored(id)).status).toBe('outcome-unknown');

    const done = await reread(['--yes']);
    expect([done.applied, resultOf(done, id)?.to]).toEqual([true, 'placed']);
    const placed = await stored(id);
    expect(placed).toMatchObject({ status: 'placed', sectigo: { orderNumber: '7300001' } });

    expect(resultOf(await reread(['--yes']), id)).toBeUndefined();
    expect(await stored(id)).toEqual(placed);
    const told = (await timeline(id)).filter(({ type }) => type === 'order.reconciled');
    expect(told).toHaveLength(1);
    const audit = await gateway.operator.get(`/v1/ops/audit?target=${id}`);
    expect(audit.body).toMatchObject({
      data: [
        {
          action: 'order.reread',
          actor: { kind: 'system', id: 'reread' },
          before: { status: 'outcome-unknown' },
          after: { status: 'placed', sectigoOrderNumber: '7300001' },
        },
      ],
    });
    expect(await requestsSent()).toBe(sent);
  });

  it('are told of in a table as well, and only with a time to begin at', async () => {
    const id = await unknownOrder('<html>');
    const run = (args: readonly string[]) => cli(['reread', ...args], { DATABASE_URL: gateway.database.url });

    expect((await run(['--since', REREAD_SINCE])).out).toMatch(
      new RegExp(
        `^text +came +was +becomes +detail\\n(.*\\n)*${id} .* outcome-unknown +stays +it still tells nothing`,
      ),
    );
    for (const args of [[], ['--since', 'yesterday'], ['--since', REREAD_SINCE, '--force']])
      expect(await run(args)).toMatchObject({ code: 1, out: '' });
  });

  it('reject their order once the settings say what their code means', async () => {
    const id = await unknownOrder('-14\nOdd');
    expect(resultOf(await reread([]), id)).toMatchObject({ to: null });

    const learnt = [{ code: -14, problem: 'email-invalid' }];
    expect(resultOf(await reread(['--yes'], learnt), id)).toMatchObject({
      to: 'rejected',
      detail: 'email-invalid',
    });
    expect(await stored(id)).toMatchObject({ status: 'rejected', problem: { code: 'email-invalid' } });
  });

  it('leave their order alone where it could be sent again', async () => {
    const id = await unknownOrder('-14\nOdd');
    for (const problem of ['sectigo-rate-limited', 'insufficient-credit'])
      expect(resultOf(await reread(['--yes'], [{ code: -14, problem }]), id)).toMatchObject({ to: null });
    expect((await stored(id)).status).toBe('outcome-unknown');
  });

  it('leave their order alone where they say nothing for certain', async () => {
    const ids = [];
    for (const text of [
      // may have been cut short
      'errorCode=0&my_key=1&orderNumber=73002',
      'errorCode=0&orderNumber=7300201&order_number=7300202&x=1',
      '<p>errorCode=0&orderNumber=7300203</p>',
    ]) {
      const id = await unknownOrder('<html>');
      await keep(id, text);
      ids.push(id);
    }

    const done = await reread(['--yes']);
    for (const id of ids) {
      expect(resultOf(done, id)).toMatchObject({ to: null });
      expect((await stored(id)).status).toBe('outcome-unknown');
    }
  });

  it('give no order the number of another', async () => {
    const [one, other] = [await unknownOrder('<html>'), await unknownOrder('<html>')];
    for (const id of [one, other]) await keep(id, 'errorCode=0&orderNumber=7300301', true);

    const done = await reread(['--yes']);
    expect([resultOf(done, one)?.to, resultOf(done, other)?.to]).toEqual(['placed', null]);
    expect((await stored(other)).status).toBe('outcome-unknown');
    expect(resultOf(await reread([]), other)?.detail).toContain('another order has the number');
  });

  it('are nobody’s business once an operator has sent the order again', async () => {
    const id = await unknownOrder('<html>');
    await keep(id, 'errorCode=0&orderNumber=7300401', true);
    await gateway.sql.query('UPDATE orders SET fence = fence + 1 WHERE id = $1', [id]);

    expect(resultOf(await reread(['--yes']), id)).toMatchObject({ to: null });
    expect((await stored(id)).status).toBe('outcome-unknown');
  });

  it('are kept while the outcome is unknown, and then for a time', async () => {
    const [open, settled] = [await unknownOrder('<html>open'), await unknownOrder('<html>settled')];
    await gateway.operator.post(`/v1/orders/${settled}/resolve`, {
      outcome: 'not-placed',
      resubmit: false,
      note: 'Not in the portal.',
    });
    await gateway.sql.query(`UPDATE attempts SET finished_at = now() - interval '91 days'`);
    await gateway.restart({ submissions: { ...SUBMISSIONS, concurrency: 4 } });

    const textOf = async (id: string) =>
      (
        await gateway.sql.query<{ text: string | null }>(
          'SELECT raw_reply AS text FROM attempts WHERE order_id = $1',
          [id],
        )
      ).rows[0]?.text;
    await eventually(async () => expect(await textOf(settled)).toBeNull());
    expect(await textOf(open)).toBe('<html>open');
  });
});
