import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type OrderAnswer, orderOf } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { eventually } from '../support/eventually.js';
import { SIMULATOR_LOGIN, startGateway, type TestGateway } from '../support/gateway.js';
import { ScratchFolder } from '../support/scratch-folder.js';

describe('when the file of the password cannot be used', () => {
  const scratch = new ScratchFolder();
  let file: string;
  let gateway: TestGateway;
  beforeAll(async () => {
    file = join(scratch.path, 'password');
    await writeFile(file, SIMULATOR_LOGIN.loginPassword);
    gateway = await startGateway({ submissions: { maxAttempts: 2, reconcileIntervalMs: 100 } });
    const { url } = gateway.config.sectigo;
    await gateway.restart({
      sectigo: { url, loginName: SIMULATOR_LOGIN.loginName, loginPasswordFile: file },
    });
  });
  beforeEach(async () => {
    await rm(file, { force: true, recursive: true });
    await writeFile(file, SIMULATOR_LOGIN.loginPassword);
    orderOf(await gateway.operator.order(anOrder(), { prefer: 'wait=20' }));
  });
  afterAll(async () => {
    await gateway.stop();
    scratch.remove();
  });

  const orderAt = async (id: string): Promise<OrderAnswer> =>
    orderOf(await gateway.operator.get(`/v1/orders/${id}`));
  const unsent = async (id: string): Promise<{ outcome: string; reason: string }[]> =>
    (
      await gateway.sql.query<{ outcome: string; reason: string }>(
        'SELECT outcome, reason FROM attempts WHERE order_id = $1 AND outcome IS NOT NULL',
        [id],
      )
    ).rows;

  it.each<[string, () => Promise<unknown>]>([
    ['is gone', () => rm(file)],
    ['is empty', () => writeFile(file, '')],
    ['has a line end only', () => writeFile(file, '\r\n')],
    ['has a byte order mark only', () => writeFile(file, '\ufeff\n')],
    ['has blanks only', () => writeFile(file, '  \t \u200b\n')],
    ['is a folder', () => rm(file).then(() => mkdir(file))],
  ])('because it %s, orders wait, however long, and go out once it can', async (_what, spoil) => {
    const before = (await gateway.simulator.requests()).length;
    await spoil();
    const { id } = orderOf(await gateway.operator.order(anOrder()));

    await eventually(async () => expect((await unsent(id)).length).toBeGreaterThanOrEqual(3));

    for (const attempt of await unsent(id))
      expect(attempt).toEqual({ outcome: 'not-sent', reason: 'credentials-unavailable' });
    expect(await orderAt(id)).toMatchObject({
      status: expect.stringMatching(/^(queued|submitting)$/),
      problem: null,
    });
    expect((await gateway.simulator.requests()).length).toBe(before);
    const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
    expect(metrics).toContain('\ngateway_sectigo_credentials_usable 0\n');

    await rm(file, { force: true, recursive: true });
    await writeFile(file, `\ufeff${SIMULATOR_LOGIN.loginPassword}\r\n`);
    await eventually(async () => expect(await orderAt(id)).toMatchObject({ status: 'placed', attempts: 1 }));
    expect(await (await fetch(`${gateway.url}/metrics`)).text()).toContain(
      '\ngateway_sectigo_credentials_usable 1\n',
    );
  });

  it('because it is empty, nothing else is asked of Sectigo either', async () => {
    const { id } = orderOf(await gateway.operator.order(anOrder(), { prefer: 'wait=20' }));
    await gateway.simulator.script({ kind: 'reset', when: 'after-read', buy: true });
    const unknown = orderOf(await gateway.operator.order(anOrder()));
    await eventually(async () => expect((await orderAt(unknown.id)).status).toBe('outcome-unknown'));
    await writeFile(file, '');
    const before = (await gateway.simulator.requests()).length;
    await gateway.sql.query('UPDATE status_polls SET next_poll_at = now() WHERE order_id = $1', [id]);
    await gateway.sql.query(
      'UPDATE account_balance SET not_before = NULL, fetched_at = NULL, available = NULL, currency = NULL',
    );

    expect((await gateway.operator.get('/v1/ops/balance')).status).toBe(503);
    const revoke = gateway.operator.post(`/v1/orders/${id}/revoke`, { reason: 'lost', reasonCode: 1 });
    await gateway.operator.post(`/v1/orders/${unknown.id}/reconciliation`);
    await revoke;

    const forms = (await gateway.simulator.requests()).slice(before).map(({ form }) => form);
    expect(forms.filter((form) => form?.['loginPassword'] === undefined)).toEqual([]);
    expect((await gateway.operator.get('/v1/ops/summary')).body).toMatchObject({
      submissions: { paused: false },
    });
    await writeFile(file, SIMULATOR_LOGIN.loginPassword);
    await eventually(async () => expect((await orderAt(unknown.id)).status).toBe('placed'));
    await eventually(async () => expect((await orderAt(id)).certificate?.status).toBe('rejected'));
  });
});
