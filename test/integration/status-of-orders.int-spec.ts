import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { type OrderStatusOutcome, SectigoClient } from '../../src/sectigo/index.js';
import { ControlClient } from '../../packages/simulator/src/control-client.js';
import { publishedSample } from '../../packages/simulator/src/published-sample.js';
import { startSimulator, type RunningSimulator } from '../../packages/simulator/src/server.js';

const login = { loginName: 'reseller', loginPassword: 'Päss+word&=%' };
const ENDPOINT = { endpoint: '!GetDetailedOrderStatus' };
let simulator: RunningSimulator;
let control: ControlClient;
let client: SectigoClient;

beforeEach(async () => {
  simulator = await startSimulator(login);
  control = new ControlClient(simulator.controlUrl);
  client = new SectigoClient({
    baseUrl: simulator.url,
    credentials: () => ({
      loginName: login.loginName,
      proof: { kind: 'password', loginPassword: login.loginPassword },
    }),
    connectTimeoutMs: 30_000,
    timeoutMs: 30_000,
  });
  const body = new URLSearchParams(publishedSample(login));
  await fetch(`${simulator.url}!AutoApplyOrder`, { method: 'POST', body });
});
afterEach(() => simulator.close());

const ask = (): Promise<OrderStatusOutcome> => client.orderStatus('3040824');

it('is pending at first', async () => {
  expect(await ask()).toEqual({
    kind: 'status',
    status: 'pending',
    text: 'Awaiting Validation',
    validity: null,
    validityUnread: false,
  });
});

it.each(['awaiting-brand-validation', 'rejected', 'revoked', 'replaced', 'failed'] as const)(
  'is %s when it is, with the words for it',
  async (state) => {
    await control.changeCertificate(3040824, state, { reason: 'No such company' });
    const outcome = await ask();
    expect(outcome).toMatchObject({ kind: 'status', status: state });
    const withReason = state === 'rejected' || state === 'failed';
    expect(JSON.stringify(outcome).includes('No such company')).toBe(withReason);
  },
);

it.each([1, 2])('has the validity of what was issued, in format %i', async (format) => {
  const { certificate } = await control.changeCertificate(3040824, 'issued');
  await control.script({ kind: 'format', format, ...ENDPOINT });
  expect(await ask()).toEqual({
    kind: 'status',
    status: 'issued',
    text: 'Valid',
    validity: {
      notBefore: new Date(certificate?.notBefore ?? ''),
      notAfter: new Date(certificate?.notAfter ?? ''),
    },
    validityUnread: false,
  });
});

it.each([
  [
    { kind: 'error', code: -20 },
    { kind: 'status', status: 'rejected' },
  ],
  [
    { kind: 'error', code: -21 },
    { kind: 'status', status: 'revoked' },
  ],
  [
    { kind: 'error', row: 16 },
    { kind: 'refused', errorCode: -16 },
  ],
  [{ kind: 'error', code: -42 }, { kind: 'throttled' }],
  [
    { kind: 'throttle', retryAfterSeconds: 7 },
    { kind: 'throttled', retryAfterMs: 7000 },
  ],
  [
    { kind: 'http', status: 503 },
    { kind: 'failed', reason: 'http-status' },
  ],
  [{ kind: 'html' }, { kind: 'failed', reason: 'unreadable' }],
  [{ kind: 'empty' }, { kind: 'failed', reason: 'unreadable' }],
  [
    { kind: 'format', format: 0 },
    { kind: 'failed', reason: 'unreadable' },
  ],
  [
    { kind: 'reset', when: 'before-read' },
    { kind: 'failed', reason: 'reset' },
  ],
  [
    { kind: 'reset', when: 'mid-reply' },
    { kind: 'failed', reason: 'truncated' },
  ],
  [
    { kind: 'truncate', bytes: 60 },
    { kind: 'failed', reason: 'truncated' },
  ],
])('survives %j', async (fault, outcome) => {
  await control.script({ ...fault, ...ENDPOINT });
  expect(await ask()).toMatchObject(outcome);
  expect(await ask()).toMatchObject({ kind: 'status', status: 'pending' });
});

it('knows no order of another number', async () => {
  expect(await client.orderStatus('3040825')).toMatchObject({
    kind: 'refused',
    errorCode: -4,
    argument: 'orderNumber',
  });
});
