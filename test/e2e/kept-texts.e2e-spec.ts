import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { problemOf } from '../factories/answers.js';
import { type ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { SIMULATOR_LOGIN, withGateway } from '../support/gateway.js';
import { PlacedCertificates } from '../support/placed-certificates.js';
import { scrapeOf } from '../support/scrape.js';

interface Text {
  readonly id: string;
  readonly command: string;
  readonly orderId: string | null;
  readonly receipts: number;
}

const SERIES = 'gateway_unread_replies_total{command="!getAccountBalance",reason="unreadable"}';

describe('what Sectigo answers and nobody can read', () => {
  const gateway = withGateway();
  let client: ApiClient;
  let certificates: PlacedCertificates;
  beforeAll(async () => {
    client = await gateway.client();
    certificates = new PlacedCertificates(client, gateway.sql);
    // whoever asks for anything else needs a login that was accepted
    await certificates.place();
  });
  beforeEach(() => gateway.sql.query('DELETE FROM kept_texts'));

  const answer = (endpoint: string, body: string) =>
    gateway.simulator.script({ kind: 'raw-body', body, contentType: 'text/plain', endpoint });
  const texts = async (query = ''): Promise<Text[]> => {
    const { status, body } = await gateway.operator.get(`/v1/ops/kept-texts${query}`);
    expect(status).toBe(200);
    return (body as { data: Text[] }).data;
  };
  async function askBalance(body: string): Promise<void> {
    await answer('!getAccountBalance', body);
    await gateway.sql.query(
      'UPDATE account_balance SET currency = NULL, available = NULL, fetched_at = NULL, not_before = NULL',
    );
    problemOf(await gateway.operator.get('/v1/ops/balance'), 503, 'balance-unavailable');
  }

  it('is kept once however often it comes, with the login masked, and counted', async () => {
    const before = (await scrapeOf(gateway)).get(SERIES) ?? 0;
    const said = `Balance of ${SIMULATOR_LOGIN.loginPassword}: plenty`;
    for (let times = 1; times <= 2; times += 1) {
      await askBalance(said);
      await eventually(async () => expect(await texts()).toMatchObject([{ receipts: times }]));
    }

    const [text] = await texts();
    const { body } = await gateway.operator.get(`/v1/ops/kept-texts/${text?.id ?? ''}`);
    expect(body).toEqual({
      id: text?.id,
      command: '!getAccountBalance',
      reason: 'unreadable',
      orderId: null,
      httpStatus: 200,
      bytes: Buffer.byteLength(said),
      receipts: 2,
      receivedAt: expect.any(String),
      lastReceivedAt: expect.any(String),
      text: 'Balance of ********: plenty',
    });
    expect((await scrapeOf(gateway)).get(SERIES)).toBe(before + 2);
  });

  it('is listed newest first, page by page, and by command', async () => {
    for (const [index, body] of ['one', 'two', 'three'].entries()) {
      await askBalance(body);
      await eventually(async () => expect(await texts()).toHaveLength(index + 1));
    }

    const all = await texts();
    expect(all.map(({ id }) => id)).toEqual(
      all
        .map(({ id }) => id)
        .sort()
        .reverse(),
    );
    const page = await gateway.operator.get('/v1/ops/kept-texts?limit=2');
    const { data, nextCursor } = page.body as { data: Text[]; nextCursor: string };
    expect([...data, ...(await texts(`?limit=2&cursor=${nextCursor}`))]).toEqual(all);
    expect(await texts('?command=!WebHostReport')).toEqual([]);
    expect(await texts('?command=!getAccountBalance&reason=unreadable')).toEqual(all);
  });

  it('about an order is in its timeline, for operators alone', async () => {
    const { id } = await certificates.place();
    await answer('!GetDetailedOrderStatus', '<p>Soon</p>');
    await gateway.sql.query(
      'UPDATE status_polls SET next_poll_at = now(), last_poll_at = NULL WHERE order_id = $1',
      [id],
    );

    await eventually(async () => expect(await texts()).toMatchObject([{ orderId: id }]));
    const entries = async (caller: ApiClient) =>
      ((await caller.get(`/v1/orders/${id}/timeline`)).body as { data: { kind: string }[] }).data;
    expect(await entries(gateway.operator)).toContainEqual({
      at: expect.any(String),
      kind: 'unread-reply',
      finishedAt: expect.any(String),
      reason: 'unreadable',
      httpStatus: 200,
      rawReply: '<p>Soon</p>',
      data: { command: '!GetDetailedOrderStatus', receipts: 1 },
    });
    expect((await entries(client)).map(({ kind }) => kind)).not.toContain('unread-reply');
  });

  it('of one command is kept a hundred times an hour and no more', async () => {
    await gateway.sql.query(
      `INSERT INTO kept_texts (digest, command, reason, http_status, text, bytes)
       SELECT n::text, '!getAccountBalance', 'unreadable', 200, n::text, 1 FROM generate_series(1, 99) AS n`,
    );
    await askBalance('the hundredth');
    await eventually(async () => expect(await texts('?limit=100')).toHaveLength(100));
    await askBalance('one too many');
    await askBalance('the hundredth');

    await eventually(async () => expect(await texts('?limit=1')).toMatchObject([{ receipts: 2 }]));
    const { rows } = await gateway.sql.query(`SELECT FROM kept_texts WHERE text = 'one too many'`);
    expect(rows).toEqual([]);
  });

  it('is the business of operators alone', async () => {
    problemOf(await client.get('/v1/ops/kept-texts'), 403, 'forbidden');
    problemOf(await client.get('/v1/ops/kept-texts/txt_0000000000000000001'), 403, 'forbidden');
    problemOf(await gateway.operator.get('/v1/ops/kept-texts/txt_9000000000000000001'), 404, 'not-found');
  });

  it('is removed after its time, with the bodies of pushes', async () => {
    await gateway.sql.query(
      `INSERT INTO kept_texts (digest, command, reason, http_status, text, bytes, last_received_at)
       VALUES ('old', '!getAccountBalance', 'unreadable', 200, 'old', 3, now() - interval '91 days'),
              ('new', '!getAccountBalance', 'unreadable', 200, 'new', 3, now() - interval '89 days')`,
    );
    await gateway.sql.query(
      `INSERT INTO sectigo_notifications (digest, fields, state, next_look_at, raw, raw_bytes, content_type, last_received_at)
       VALUES ('old', '[]', 'unreadable', NULL, 'x', 1, '', now() - interval '91 days')`,
    );
    await gateway.restart();

    await eventually(async () => {
      const kept = await gateway.sql.query(`SELECT digest FROM kept_texts`);
      const pushes = await gateway.sql.query(`SELECT FROM sectigo_notifications WHERE raw IS NOT NULL`);
      expect([kept.rows, pushes.rows]).toEqual([[{ digest: 'new' }], []]);
    });
  });
});
