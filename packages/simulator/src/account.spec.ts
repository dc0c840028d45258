import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ControlClient } from './control-client.js';
import { publishedSample } from './published-sample.js';
import { startSimulator, type RunningSimulator } from './server.js';

const credentials = { loginName: 'reseller', loginPassword: 'Päss+word&=%' };
const sample = publishedSample(credentials);
let simulator: RunningSimulator;
let control: ControlClient;

beforeEach(async () => {
  simulator = await startSimulator(credentials);
  control = new ControlClient(simulator.controlUrl);
});
afterEach(() => simulator.close());

const place = async (form: Record<string, string>) => {
  const body = new URLSearchParams(form);
  return new URLSearchParams(
    await (await fetch(`${simulator.url}!AutoApplyOrder`, { method: 'POST', body })).text(),
  );
};

describe('the account', () => {
  it('sells on credit until that is used up, then refuses with -15', async () => {
    await control.changeAccount({ credit: '420.50' });
    expect((await place(sample)).get('errorCode')).toBe('0');
    expect((await place(sample)).get('errorCode')).toBe('0');
    const refused = await place(sample);
    expect([refused.get('errorCode'), refused.get('errorMessage')]).toEqual(['-15', 'Not enough credit!']);
    expect((await control.call('GET', 'account')).json).toMatchObject({ credit: '0.50' });
    expect(await control.ledger()).toHaveLength(2);
  });

  it('cannot spend the same credit in parallel orders', async () => {
    await control.changeAccount({ credit: '630.00' });
    const replies = await Promise.all(Array.from({ length: 20 }, () => place(sample)));
    expect(replies.filter((reply) => reply.get('errorCode') === '0')).toHaveLength(3);
    expect(new Set(replies.map((reply) => reply.get('orderNumber')))).toEqual(
      new Set(['3040824', '3040825', '3040826', null]),
    );
  });

  it('with code 1 leaves the payment outstanding and the credit alone', async () => {
    await control.changeAccount({ code: 1, credit: '0.00' });
    const reply = await place(sample);
    expect([reply.get('errorCode'), reply.get('totalCost')]).toEqual(['1', '210.00']);
    expect(await control.ledger()).toMatchObject([{ code: 1, cost: '210.00' }]);
  });

  it('does not bill a test order', async () => {
    await control.changeAccount({ credit: '0.00' });
    const reply = await place({ ...sample, test: 'Y' });
    expect([reply.get('errorCode'), reply.get('totalCost')]).toEqual(['0', '0.00']);
    expect(await control.ledger()).toMatchObject([{ test: true, cost: '0.00' }]);
  });

  it.each([
    ['locked', { locked: true }],
    ['given another password', { password: 'changed' }],
    ['given another name', { loginName: 'other' }],
  ])('refuses with -16 when it is %s', async (_what, change) => {
    await control.changeAccount(change);
    const reply = await place(sample);
    expect(reply.get('errorCode')).toBe('-16');
    expect(reply.get('errorMessage')).toBe(
      'Incorrect login details, account is locked, password has expired or your source IP is blocked.',
    );
  });

  it('refuses with -115 what it has no price for', async () => {
    await control.changeAccount({ prices: { '1214': '99.90' } });
    expect((await place(sample)).get('errorCode')).toBe('-115');
    expect((await place({ ...sample, product: '1214', includeIndividual: '' })).get('totalCost')).toBe(
      '99.90',
    );
  });

  it.each([
    [41, 'validationEmailAddress', 'customer@example.com', 'no address', '-70'],
    [53, 'callbackTemplateID', '12', 'x', '-4'],
    [54, 'subscriberAgreementTemplateID', '13', '0', '-4'],
  ])('knows the unconfirmed name of row %i only once it is given', async (row, name, value, bad, refusal) => {
    const before = await place({ ...sample, [name]: value });
    expect([before.get('errorCode'), before.get('errorItem')]).toEqual(['-2', name]);
    await control.changeAccount({ parameterNames: { [row]: name } });
    expect((await place({ ...sample, [name]: value })).get('errorCode')).toBe('0');
    expect((await place({ ...sample, [name]: bad })).get('errorCode')).toBe(refusal);
  });

  it("knows an order number of the sender's only once that is switched on", async () => {
    const order = { ...sample, foreignOrderNumber: 'ord_1' };
    const refused = await place(order);
    expect([refused.get('errorCode'), refused.get('errorItem')]).toEqual(['-2', 'foreignOrderNumber']);
    await control.changeAccount({ foreignOrderNumbers: true });
    expect((await place(order)).get('errorCode')).toBe('0');
    expect(await control.ledger()).toMatchObject([{ form: { foreignOrderNumber: 'ord_1' } }]);
  });

  it('can know an argument by another name, and then speaks of it by that name', async () => {
    await control.changeAccount({ parameterNames: { 10: 'companyName' } });
    expect((await place(sample)).get('errorItem')).toBe('organizationName');
    const { organizationName = '', ...rest } = sample;
    expect((await place(rest)).get('errorMessage')).toBe("The 'companyName' argument is missing!");
    expect((await place({ ...rest, companyName: organizationName })).get('errorCode')).toBe('0');
  });
});
