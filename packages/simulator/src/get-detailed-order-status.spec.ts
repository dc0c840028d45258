import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ControlClient } from './control-client.js';
import { publishedSample } from './published-sample.js';
import { startSimulator, type RunningSimulator } from './server.js';

const credentials = { loginName: 'reseller', loginPassword: 'Päss+word&=%' };
const sample = publishedSample(credentials);
const STATUS = { ...credentials, orderNumber: '3040824', queryType: '1' };
let simulator: RunningSimulator;
let control: ControlClient;

beforeEach(async () => {
  simulator = await startSimulator(credentials);
  control = new ControlClient(simulator.controlUrl);
  await post('!AutoApplyOrder', sample);
});
afterEach(() => simulator.close());

const post = (command: string, form: Record<string, string>) =>
  fetch(`${simulator.url}${command}`, { method: 'POST', body: new URLSearchParams(form) });
const ask = async (form: Record<string, string> = {}) =>
  Object.fromEntries(
    new URLSearchParams(await (await post('!GetDetailedOrderStatus', { ...STATUS, ...form })).text()),
  );

describe('the status of an order', () => {
  it('is URL-encoded as in the published sample', async () => {
    const response = await post('!GetDetailedOrderStatus', { ...STATUS, queryType: '0' });
    expect(response.headers.get('content-type')).toBe('application/x-www-form-urlencoded');
    expect(await response.text()).toMatch(
      /^errorCode=0&1_orderNumber=3040824&1_orderDateTime=\d{4}-\d\d-\d\d\+\d\d%3A\d\d&1_orderStatus=Pending$/,
    );
  });

  it('has the certificate with details, and its validity when asked', async () => {
    expect(await ask({ showValidityPeriod: 'Y' })).toMatchObject({
      '1_1_certificateID': '9003040824',
      '1_1_certificateStatus': 'Awaiting Validation',
    });
    const { notBefore, notAfter } = (await control.changeCertificate(3040824, 'issued')).certificate ?? {};
    const seconds = (at = '') => String(Date.parse(at) / 1000);
    const answer = await ask({ showValidityPeriod: 'Y', queryType: '2' });
    expect([answer['1_1_notBefore'], answer['1_1_notAfter']]).toEqual([
      seconds(notBefore),
      seconds(notAfter),
    ]);
    expect(await ask()).not.toHaveProperty('1_1_notBefore');
  });

  it('may be JSON', async () => {
    const response = await post('!GetDetailedOrderStatus', { ...STATUS, responseFormat: '2' });
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.json()).toMatchObject({
      errorCode: 0,
      orders: [{ orderNumber: '3040824', certificates: [{ certificateStatus: 'Awaiting Validation' }] }],
    });
  });

  it.each([
    ['issued', 'Valid'],
    ['awaiting-brand-validation', 'Awaiting Validation (Brand)'],
    ['rejected', 'Rejected: No such company'],
    ['revoked', 'Revoked'],
    ['replaced', 'Replaced'],
    ['failed', 'PRE-SIGN FAILED: No such company'],
  ] as const)('says of %s: %s', async (state, words) => {
    await control.changeCertificate(3040824, state, { reason: 'No such company' });
    expect(await ask()).toMatchObject({ '1_orderStatus': words, '1_1_certificateStatus': words });
  });

  it('can be asked for by the certificate', async () => {
    expect(await ask({ orderNumber: '', certificateID: '9003040824' })).toMatchObject({
      '1_orderNumber': '3040824',
    });
  });

  it('is logged, without the password', async () => {
    await ask();
    expect((await control.requests())[1]).toMatchObject({
      path: '/products/!GetDetailedOrderStatus',
      form: { loginPassword: '********', orderNumber: '3040824' },
      outcome: { kind: 'status', orderNumber: 3040824, state: 'pending' },
    });
  });
});

describe('the question is refused', () => {
  it.each([
    [{ loginPassword: 'wrong' }, '-16', undefined],
    [{ orderNumber: '' }, '-3', 'orderNumber'],
    [{ queryType: '' }, '-3', 'queryType'],
    [{ queryType: '3' }, '-4', 'queryType'],
    [{ responseFormat: '0' }, '-4', 'responseFormat'],
    [{ orderNumber: 'x' }, '-4', 'orderNumber'],
    [{ orderNumber: '3040825' }, '-4', 'orderNumber'],
    [{ orderNumber: '', certificateID: '1' }, '-4', 'certificateID'],
    [{ certificateID: '1' }, '-4', 'orderNumber'],
    [{ colour: 'red' }, '-2', 'colour'],
  ] as [Record<string, string>, string, string | undefined][])('for %j by %s', async (form, code, item) => {
    const { errorCode, errorItem } = await ask(form);
    expect([errorCode, errorItem]).toEqual([code, item]);
  });

  it('in JSON, when that is asked for', async () => {
    const refused = await post('!GetDetailedOrderStatus', {
      ...STATUS,
      responseFormat: '2',
      orderNumber: '7',
    });
    expect(await refused.json()).toMatchObject({ errorCode: -4, errorItem: 'orderNumber' });
  });

  it('for GET', async () => {
    const response = await fetch(`${simulator.url}!GetDetailedOrderStatus`);
    expect(await response.text()).toContain('errorCode=-17');
  });
});

describe('a fault of the status', () => {
  const endpoint = '!GetDetailedOrderStatus';

  it('meets it once, and no order', async () => {
    await control.script({ kind: 'error', code: -21, endpoint }, { kind: 'format', format: 2, endpoint });
    expect(await (await post('!AutoApplyOrder', sample)).text()).toContain('orderNumber=3040825');
    expect(await ask()).toMatchObject({ errorCode: '-21' });
    const json = await (await post(endpoint, STATUS)).text();
    expect(JSON.parse(json)).toMatchObject({ errorCode: 0 });
    expect(await ask()).toMatchObject({ '1_orderStatus': 'Pending' });
  });

  it('buys nothing', async () => {
    const { status, json } = await control.call('POST', 'faults', { kind: 'hang', buy: true, endpoint });
    expect([status, JSON.stringify(json)]).toEqual([400, expect.stringContaining('only reads')]);
  });
});
