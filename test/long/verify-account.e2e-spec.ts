import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ControlClient } from '../../packages/simulator/src/control-client.js';
import { type RunningSimulator } from '../../packages/simulator/src/server.js';
import { anOrder } from '../factories/order.js';
import { loadBuilt } from '../support/built.js';
import { cli } from '../support/cli.js';
import { eventually } from '../support/eventually.js';
import { startGateway } from '../support/gateway.js';
import { ScratchFolder } from '../support/scratch-folder.js';

const PASSWORD = 'a s3cret, & = percent% sign';
const LOGIN = { loginName: 'reseller', loginPassword: PASSWORD };

interface Verified {
  readonly checks: readonly { readonly name: string; readonly status: string; readonly detail: string }[];
  readonly settings: Readonly<Record<string, unknown>>;
}

describe('verify-account', () => {
  const folder = new ScratchFolder();
  let simulator: RunningSimulator | undefined;
  let control: ControlClient;
  let settings: Record<string, string>;
  beforeEach(async () => {
    await simulator?.close();
    simulator = await (await loadBuilt()).startSimulator(LOGIN);
    control = new ControlClient(simulator.controlUrl);
    settings = {
      SECTIGO_URL: simulator.url,
      SECTIGO_LOGIN_NAME: 'reseller',
      SECTIGO_LOGIN_PASSWORD: PASSWORD,
    };
  });
  afterAll(() => simulator?.close());

  /** Of a run with --json: what it prints, and how it ends. Whatever is printed must not have the password in it. */
  const verify = async (...args: string[]): Promise<Verified & { code: number | null }> => {
    const { code, out, err } = await cli(['verify-account', '--json', '--verbose', ...args], settings);
    for (const text of [
      out,
      err,
      decodeURIComponent(err.replaceAll('+', ' ').replace(/%(?![0-9A-F]{2})/g, '%25')),
    ]) {
      expect(text).not.toContain('s3cret');
    }
    return { ...(JSON.parse(out) as Verified), code };
  };
  const statusOf = ({ checks }: Verified, name: string): string | undefined =>
    checks.find((check) => check.name === name)?.status;

  it('reads only, unless it is told to order', async () => {
    const verified = await verify();
    expect(verified.checks.map(({ name, status }) => [name, status])).toEqual([
      ['dns', 'ok'],
      ['connection', 'ok'],
      ['tls', 'ok'],
      ['outgoing-address', 'ok'],
      ['clock', 'ok'],
      ['login', 'ok'],
      ['balance', 'ok'],
      ['report', 'ok'],
      ['test order', 'ok'],
      ['fields of replies', 'ok'],
    ]);
    expect(verified.code).toBe(0);
    expect(new Set(Object.values(verified.settings))).toEqual(new Set([null]));
    const commands = (await control.requests()).map(({ path: called }) => called);
    expect(commands).toEqual(['/products/', '/products/!getAccountBalance', '/products/!WebHostReport']);
  });

  it('tries a refused login once, and goes no further', async () => {
    await control.changeAccount({ password: 'changed meanwhile' });
    const verified = await verify('--test-orders', '--yes', '--order-number', '1');
    expect(verified.code).toBe(2);
    expect(statusOf(verified, 'login')).toBe('failed');
    expect((await control.requests()).filter(({ path: called }) => called !== '/products/')).toHaveLength(1);
  });

  it('asks for the status of orders that it is given', async () => {
    const verified = await verify('--order-number', '3040824', '3040825');
    expect(statusOf(verified, 'status 3040824')).toBe('warning');
    expect(statusOf(verified, 'status 3040825')).toBe('warning');
  });

  it('says what is missing of the settings', async () => {
    settings = { SECTIGO_URL: 'https://nowhere.invalid/' };
    const verified = await verify();
    expect(verified.code).toBe(2);
    expect(verified.checks.map(({ detail }) => detail)).toEqual([
      'SECTIGO_LOGIN_NAME or SECTIGO_LOGIN_NAME_FILE is needed with SECTIGO_URL',
      'SECTIGO_LOGIN_PASSWORD or SECTIGO_LOGIN_PASSWORD_FILE is needed with SECTIGO_URL',
    ]);
  });

  it('orders nothing without --yes where nobody can be asked', async () => {
    const ended = await cli(['verify-account', '--test-orders'], settings);
    expect([ended.code, ended.out]).toEqual([2, '']);
    expect(await control.requests()).toEqual([]);
  });

  it.each([
    [['--test-orders'], 'needs --yes'],
    [['--colour'], '--colour'],
    [['--time-limit', 'soon'], '--time-limit'],
    [['--write', '/nowhere/at/all/gateway.env'], '/nowhere/at/all'],
  ])('says in JSON that it cannot be called so: %j', async (args, words) => {
    const { code, out } = await cli(['verify-account', '--json', ...args], settings);
    expect([code, JSON.parse(out)]).toEqual([2, { error: expect.stringContaining(words) }]);
    expect(await control.requests()).toEqual([]);
  });

  const ACCOUNT = {
    parameterNames: {
      41: 'customerEmailAddress',
      53: 'callbackEmailTemplateID',
      54: 'subscriberAgreementTemplateId',
    },
    errorCodes: { 25: -211, 26: -212, 28: -213, 29: -214, 40: -215 },
    credit: '1000.00',
  };
  const NAMES = {
    customerEmail: 'customerEmailAddress',
    callbackTemplateId: 'callbackEmailTemplateID',
    subscriberAgreementTemplateId: 'subscriberAgreementTemplateId',
  };

  it('learns names, numbers and the lag of the report', async () => {
    await control.changeAccount({ ...ACCOUNT, foreignOrderNumbers: true, reportDelayMs: 1_500 });
    const verified = await verify('--test-orders', '--yes');
    expect(verified.settings).toEqual({
      SECTIGO_PARAMETER_NAMES: NAMES,
      SECTIGO_ERROR_CODES_FILE: expect.arrayContaining([
        { code: -211, row: 25 },
        { code: -212, row: 26 },
        { code: -213, row: 28 },
        { code: -214, row: 29 },
        { code: -215, row: 40 },
      ]) as unknown,
      SECTIGO_FOREIGN_ORDER_NUMBER: 'on',
      RECONCILE_INTERVAL_MS: 60_000,
    });
    expect(verified.checks.filter(({ status }) => status !== 'ok').map(({ name }) => name)).toEqual([]);
    expect(verified.code).toBe(0);
    const sold = await control.ledger();
    // the sample, and the attestation that the simulator does not look into
    expect(sold.map(({ test }) => test)).toEqual([true, true]);
    const orders = (await control.requests()).filter(
      ({ path: called }) => called === '/products/!AutoApplyOrder',
    );
    expect(orders.length).toBeGreaterThan(20);
    for (const { form } of orders) expect(form).toMatchObject({ test: 'Y' });
  });

  it('orders nothing more that Sectigo might accept where it cannot be known that tests cost nothing', async () => {
    await control.changeAccount(ACCOUNT);
    const reply = 'errorCode=0&orderNumber=3040824&totalCost=210.00';
    await control.script(
      { kind: 'raw-body', body: reply, contentType: 'text/plain', match: { days: '365', test: 'Y' } },
      { kind: 'http', status: 404, endpoint: '!getAccountBalance', times: 100 },
    );
    const verified = await verify('--test-orders', '--yes');
    expect(statusOf(verified, 'test order')).toBe('warning');
    expect(verified.settings['SECTIGO_PARAMETER_NAMES']).toEqual(NAMES);
    const whole = (await control.requests()).filter(({ form }) => form?.['days'] !== undefined);
    expect(whole).toHaveLength(1);
  });

  it('learns what an account refuses, too', async () => {
    await control.changeAccount(ACCOUNT);
    const { settings: learnt } = await verify('--test-orders', '--yes');
    expect(learnt).toMatchObject({ SECTIGO_FOREIGN_ORDER_NUMBER: 'off', SECTIGO_PARAMETER_NAMES: NAMES });
  });

  it('stops at the call limit, and says so', async () => {
    await control.script({
      kind: 'error',
      code: -42,
      match: { organizationName: 'Company ABC 123', test: 'Y' },
    });
    const verified = await verify('--test-orders', '--yes');
    expect(verified.code).toBe(1);
    expect(verified.checks.find(({ name }) => name === 'test order')?.detail).toContain('-42');
    const orders = (await control.requests()).filter(
      ({ path: called }) => called === '/products/!AutoApplyOrder',
    );
    expect(orders.length).toBeLessThan(5);
    expect(await control.ledger()).toEqual([]);
  });

  it('writes an env file that the gateway takes, and keeps what was in it', async () => {
    await control.changeAccount({ ...ACCOUNT, foreignOrderNumbers: true });
    const env = path.join(folder.path, 'gateway.env');
    await cli(
      [
        'verify-account',
        '--test-orders',
        '--yes',
        '--write',
        env,
        '--record',
        path.join(folder.path, 'seen.json'),
      ],
      settings,
    );
    const lines = readFileSync(env, 'utf8').trim().split('\n');
    const learnt = Object.fromEntries(
      lines.map((line) => line.split(/=(.*)/s).slice(0, 2) as [string, string]),
    );
    const { readConfig } = await loadBuilt();
    const { parameterNames, errorCodes, sectigoForeignOrderNumber } = readConfig(learnt);
    expect(readFileSync(path.join(folder.path, 'seen.json'), 'utf8')).not.toContain('s3cret');

    const gateway = await startGateway({ parameterNames, errorCodes, sectigoForeignOrderNumber });
    try {
      await gateway.simulator.changeAccount({ ...ACCOUNT, foreignOrderNumbers: true });
      const client = await gateway.client();
      const body = anOrder({
        validation: { customerValidated: true, customerEmail: 'customer@example.com' },
      });
      const { id } = (await client.order(body)).body as { id: string };
      await eventually(async () =>
        expect(await gateway.simulator.ledger()).toMatchObject([
          { form: { customerEmailAddress: 'customer@example.com', foreignOrderNumber: id } },
        ]),
      );
    } finally {
      await gateway.stop();
    }
  });
});
