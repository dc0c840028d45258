import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ControlClient } from './control-client.js';
import { publishedSample } from './published-sample.js';
import { afterRevocation } from './revoke-certificate.js';
import { startSimulator, type RunningSimulator } from './server.js';

const credentials = { loginName: 'reseller', loginPassword: 'secret' };
const sample = publishedSample(credentials);
let simulator: RunningSimulator;
let control: ControlClient;
let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'revocations-'));
  simulator = await startSimulator({ ...credentials, dataDir: directory });
  control = new ControlClient(simulator.controlUrl);
  await post('!AutoApplyOrder', sample);
});
afterEach(async () => {
  await simulator.close();
  await rm(directory, { recursive: true });
});

const post = async (command: string, form: Record<string, string>, method = 'POST') => {
  const body = method === 'POST' ? { body: new URLSearchParams(form) } : {};
  const response = await fetch(`${simulator.url}${command}`, { method, ...body });
  return response.text();
};
const revoke = (more: Record<string, string> = {}) =>
  post('!autoRevokeCertificate', {
    ...credentials,
    orderNumber: '3040824',
    codeReason: '1',
    revocationReason: 'Lost',
    responseFormat: '1',
    ...more,
  });
const failure = () =>
  revoke().then(
    () => 'answered',
    () => 'broken',
  );

describe('a revocation', () => {
  it('rejects what was not issued, once, and says so when it is asked again', async () => {
    expect(await revoke()).toBe('errorCode=0');
    expect((await control.requests()).at(-1)).toMatchObject({
      form: { loginPassword: expect.not.stringContaining('secret'), codeReason: '1' },
      outcome: { kind: 'revoked', orderNumber: 3040824, state: 'rejected' },
    });
    expect(await revoke()).toBe('errorCode=-20&errorMessage=The+certificate+request+has+been+rejected%21');
    expect((await control.requests()).at(-1)).toMatchObject({ outcome: { kind: 'refused', code: -20 } });
  });

  it('outlives the simulator', async () => {
    await revoke();
    await simulator.close();
    simulator = await startSimulator({ ...credentials, dataDir: directory });
    expect(await revoke()).toContain('errorCode=-20');
  });

  it('may name the certificate instead of the order', async () => {
    expect(await revoke({ orderNumber: '', certificateID: '9003040824' })).toBe('errorCode=0');
  });

  it('revokes nothing in earnest when it is a test', async () => {
    expect([await revoke({ test: 'Y' }), await revoke(), await revoke()]).toEqual([
      'errorCode=0',
      'errorCode=0',
      expect.stringContaining('errorCode=-20'),
    ]);
  });

  it('is answered in lines unless it asks otherwise', async () => {
    expect(await revoke({ responseFormat: '' })).toBe('0\n');
    expect(await revoke({ responseFormat: '0' })).toBe('-20\nThe certificate request has been rejected!\n');
  });

  it.each([
    [{ loginPassword: 'wrong' }, -16, undefined],
    [{ orderNumber: '1' }, -4, 'orderNumber'],
    [{ orderNumber: '3040824', certificateID: '1' }, -4, 'orderNumber'],
    [{ orderNumber: '', certificateID: '1' }, -4, 'certificateID'],
    [{ orderNumber: '' }, -3, 'orderNumber'],
    [{ orderNumber: '3040824x' }, -4, 'orderNumber'],
    [{ codeReason: '2' }, -4, 'codeReason'],
    [{ revocationReason: 'x'.repeat(1_025) }, -4, 'revocationReason'],
    [{ reason: 'x' }, -2, 'reason'],
  ])('with %j is refused with %d', async (more, code, item) => {
    const reply = new URLSearchParams(await revoke(more));
    expect([reply.get('errorCode'), reply.get('errorItem') ?? undefined]).toEqual([String(code), item]);
    expect(await revoke()).toBe('errorCode=0');
  });

  it('must be a POST', async () => {
    expect(await post('!autoRevokeCertificate', {}, 'GET')).toContain('-17');
  });

  it('that is spoilt has acted only where the script says so', async () => {
    const fault = { kind: 'reset', when: 'after-read', endpoint: '!autoRevokeCertificate' };
    await control.script(fault);
    expect([await failure(), await revoke({ test: 'Y' })]).toEqual(['broken', 'errorCode=0']);
    await control.script({ ...fault, buy: true });
    expect([await failure(), await revoke()]).toEqual(['broken', expect.stringContaining('errorCode=-20')]);
  });

  it('meets no fault that is meant for orders', async () => {
    await control.script({ kind: 'html' });
    expect(await revoke()).toBe('errorCode=0');
  });
});

describe('what becomes of a certificate', () => {
  it.each([
    ['pending', false, 'rejected'],
    ['awaiting-brand-validation', false, 'rejected'],
    ['issued', false, 'revoked'],
    ['issued', true, 'replaced'],
    ['replaced', false, 'revoked'],
    ['revoked', false, -21],
    ['rejected', false, -20],
    ['failed', false, -20],
  ] as const)('%s, marked only: %s → %s', (state, markOnly, next) => {
    expect(afterRevocation(state, markOnly)).toBe(next);
  });
});

describe('the balance', () => {
  const ask = (more: Record<string, string> = {}) => post('!getAccountBalance', { ...credentials, ...more });

  it('is what orders leave of the credit, in lines or in pairs', async () => {
    await control.changeAccount({ credit: '500.00', currency: 'EUR' });
    await post('!AutoApplyOrder', sample);
    expect(await ask()).toBe('0\n12345\nEUR\n290.00\n0.00\n');
    expect(await ask({ responseFormat: '1' })).toBe(
      'errorCode=0&accountID=12345&currency=EUR&availableCredit=290.00&hardCreditLimit=0.00',
    );
    expect((await control.requests()).at(-1)).toMatchObject({ outcome: { kind: 'balance' } });
  });

  it('is plenty where there is no limit', async () => {
    expect(await ask()).toBe('0\n12345\nUSD\n1000000.00\n0.00\n');
  });

  it('is for those who may log in, and ask in time and by the rules', async () => {
    expect(await ask({ loginPassword: 'wrong' })).toContain('-16');
    expect(await ask({ orderNumber: '1' })).toContain('-2');
    expect(await post('!getAccountBalance', {}, 'GET')).toContain('-17');
    await control.script({ kind: 'error', code: -42, endpoint: '!getAccountBalance' });
    expect([await ask(), await ask()]).toEqual([
      expect.stringContaining('-42'),
      expect.stringContaining('0'),
    ]);
  });
});
