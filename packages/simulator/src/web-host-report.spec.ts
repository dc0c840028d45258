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

const post = (command: string, form: Record<string, string>) =>
  fetch(`${simulator.url}${command}`, { method: 'POST', body: new URLSearchParams(form) });
const buy = async (...names: readonly string[]) => {
  for (const organizationName of names) await post('!AutoApplyOrder', { ...sample, organizationName });
};
const ask = async (form: Record<string, string> = {}) =>
  new URLSearchParams(await (await post('!WebHostReport', { ...credentials, ...form })).text());
const namesOf = (report: URLSearchParams) =>
  [...report].filter(([name]) => /^\d+_organizationName$/.test(name)).map(([, value]) => value);

describe('the report', () => {
  it('is URL-encoded and has what was sold, but nothing that was not asked for', async () => {
    await buy('Müller & Söhne');
    const response = await post('!WebHostReport', credentials);
    expect([response.status, response.headers.get('content-type')]).toEqual([
      200,
      'application/x-www-form-urlencoded',
    ]);
    const [purchase] = await control.ledger();
    expect(Object.fromEntries(new URLSearchParams(await response.text()))).toEqual({
      errorCode: '0',
      noOfResults: '1',
      firstResultNo: '1',
      lastResultNo: '1',
      '1_orderNumber': '3040824',
      '1_orderStatus': 'Awaiting Validation',
      '1_dateTime': String(Math.floor(Date.parse(purchase?.at ?? '') / 1000)),
      '1_organizationName': 'Müller & Söhne',
      '1_organizationalUnitName': 'Marketing',
      '1_streetAddress1': 'Elm Street 12',
      '1_streetAddress2': '',
      '1_streetAddress3': '',
      '1_localityName': 'Los Angeles',
      '1_stateOrProvinceName': 'CA',
      '1_postalCode': '90002',
      '1_countryName': 'US',
      '1_validationStatus': 'Awaiting Validation',
      '1_1_type': 'Document Signing',
      '1_1_status': 'Awaiting Validation',
    });
  });

  it('adds certificate, cost and change of status when asked', async () => {
    await buy('One');
    const report = await ask({ showCertificateID: 'Y', showCost: 'Y', showStatusDetails: 'Y' });
    expect([report.get('1_1_certificateID'), report.get('1_cost')]).toEqual(['9003040824', '210.00']);
    expect(report.get('1_1_lastStatusChange')).toBe(report.get('1_dateTime'));
  });

  it('may be empty', async () => {
    expect((await ask({ notBefore: '1', notAfter: '2' })).toString()).toBe(
      'errorCode=0&noOfResults=0&firstResultNo=1&lastResultNo=0&notBefore=1&notAfter=2',
    );
  });

  it('comes in pages, counted as a whole and numbered from 1 each', async () => {
    await buy('One', 'Two', 'Three');
    const page = await ask({ firstResultNo: '2', lastResultNo: '3' });
    expect([page.get('noOfResults'), page.get('firstResultNo'), page.get('lastResultNo')]).toEqual([
      '3',
      '2',
      '3',
    ]);
    expect([page.get('1_orderNumber'), page.get('2_orderNumber'), page.get('3_orderNumber')]).toEqual([
      '3040825',
      '3040826',
      null,
    ]);
    expect(namesOf(await ask({ firstResultNo: '4', lastResultNo: '9' }))).toEqual([]);
  });

  it('leaves out what was sold outside its window, in whole seconds', async () => {
    await buy('One');
    const second = Math.floor(Date.parse((await control.ledger())[0]?.at ?? '') / 1000);
    const between = async (notBefore: number, notAfter: number) =>
      namesOf(await ask({ notBefore: String(notBefore), notAfter: String(notAfter) }));
    expect(await between(second, second)).toEqual(['One']);
    expect(await between(second + 1, second + 9)).toEqual([]);
    expect(await between(second - 9, second - 1)).toEqual([]);
  });

  it.each([
    ['Company ABC', ['Company ABC']],
    ['company abc', ['Company ABC']],
    ['Company', []],
    ['Company%', ['Company ABC', 'Company A.C']],
    ['%A_C', ['Company ABC', 'Company A.C']],
    ['Company A.C', ['Company A.C']],
    ['', ['Company ABC', 'Company A.C', '(Other)']],
    ['(%)', ['(Other)']],
  ])('can be about organizations like %j', async (organizationName, names) => {
    await buy('Company ABC', 'Company A.C', '(Other)');
    expect(namesOf(await ask({ organizationName }))).toEqual(names);
  });

  it('can be about numbers', async () => {
    await control.changeAccount({ foreignOrderNumbers: true });
    await buy('One', 'Two');
    await post('!AutoApplyOrder', { ...sample, organizationName: 'Three', foreignOrderNumber: 'ord_3' });
    expect(namesOf(await ask({ orderNumber: '3040824, 3040825' }))).toEqual(['One', 'Two']);
    expect(namesOf(await ask({ certificateID: '9003040825' }))).toEqual(['Two']);
    expect(namesOf(await ask({ foreignOrderNumber: 'ord_3,ord_4' }))).toEqual(['Three']);
    expect(namesOf(await ask({ foreignOrderNumber: 'ord__' }))).toEqual([]);
  });

  it('does not have a purchase that is too young', async () => {
    await buy('One');
    await control.changeAccount({ reportDelayMs: 3_600_000 });
    expect((await ask()).get('noOfResults')).toBe('0');
    await control.changeAccount({ reportDelayMs: 0 });
    expect((await ask()).get('noOfResults')).toBe('1');
  });

  it('speaks the names of the table when an order had others', async () => {
    await control.changeAccount({ parameterNames: { 10: 'companyName' } });
    const { organizationName = '', ...rest } = sample;
    await post('!AutoApplyOrder', { ...rest, companyName: organizationName });
    expect(namesOf(await ask({ organizationName }))).toEqual([organizationName]);
  });

  it('shows and logs no password', async () => {
    await buy('One');
    const text = await (await post('!WebHostReport', { ...credentials, organizationName: 'One' })).text();
    expect(new URLSearchParams(text).toString()).not.toContain(encodeURIComponent('Päss'));
    const requests = await control.requests();
    expect(requests[1]).toMatchObject({
      path: '/products/!WebHostReport',
      form: { loginName: 'reseller', loginPassword: '********', organizationName: 'One' },
      outcome: { kind: 'reported', rows: 1 },
    });
    expect(JSON.stringify(requests)).not.toContain('Päss');
  });
});

describe('the report is refused', () => {
  it.each([
    [{ loginName: '' }, '-3', 'loginName'],
    [{ loginPassword: '' }, '-3', 'loginPassword'],
    [{ loginPassword: 'wrong' }, '-16', null],
    [{ responseFormat: '1' }, '-2', 'responseFormat'],
    [{ notBefore: 'yesterday' }, '-4', 'notBefore'],
    [{ firstResultNo: '0' }, '-4', 'firstResultNo'],
    [{ firstResultNo: '3', lastResultNo: '2' }, '-4', 'lastResultNo'],
    [{ organizationName: 'x'.repeat(65) }, '-4', 'organizationName'],
    [{ showCost: 'yes' }, '-4', 'showCost'],
  ] as [Record<string, string>, string, string | null][])('for %j by %s', async (form, code, item) => {
    const report = await ask(form);
    expect([report.get('errorCode'), report.get('errorItem')]).toEqual([code, item]);
    expect(await control.requests()).toMatchObject([{ outcome: { kind: 'refused', code: Number(code) } }]);
  });

  it('for a repeated argument, a locked account and GET', async () => {
    const body = new URLSearchParams([
      ...Object.entries(credentials),
      ['notBefore', '1'],
      ['notBefore', '2'],
    ]);
    const twice = await fetch(`${simulator.url}!WebHostReport`, { method: 'POST', body });
    expect(await twice.text()).toContain('errorCode=-4&errorItem=notBefore');
    await control.changeAccount({ locked: true });
    expect((await ask()).get('errorCode')).toBe('-16');
    expect(await (await fetch(`${simulator.url}!WebHostReport`)).text()).toContain('errorCode=-17');
  });
});
