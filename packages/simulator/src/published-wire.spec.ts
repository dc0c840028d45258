import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '../../../test/support/eventually.js';
import { ControlClient } from './control-client.js';
import { publishedSample } from './published-sample.js';
import { type RunningSimulator, startSimulator } from './server.js';

const credentials = { loginName: 'reseller', loginPassword: 'secret' };
const sample = publishedSample(credentials);
let simulator: RunningSimulator;
let control: ControlClient;

beforeEach(async () => {
  simulator = await startSimulator(credentials);
  control = new ControlClient(simulator.controlUrl);
  await control.changeAccount({ foreignOrderNumbers: true });
  await post('!AutoApplyOrder', { ...sample, organizationName: 'A & B  Ö', foreignOrderNumber: 'ord_1' });
  await post('!AutoApplyOrder', sample);
});
afterEach(() => simulator.close());

/** Moments become T. */
async function post(command: string, form: Record<string, string>): Promise<string> {
  const body = new URLSearchParams({ ...credentials, ...form });
  const text = await (await fetch(`${simulator.url}${command}`, { method: 'POST', body })).text();
  return text
    .replace(/(dateTime|lastStatusChange)=\d{10}(?=&|$)/g, '$1=T')
    .replace(/\d{4}-\d{2}-\d{2}[ +]\d{2}(:|%3A)\d{2}(?=[&"])/g, 'T');
}

const address =
  '1_organizationalUnitName=Marketing&1_streetAddress1=Elm+Street+12&1_streetAddress2=&1_streetAddress3=&' +
  '1_localityName=Los+Angeles&1_stateOrProvinceName=CA&1_postalCode=90002&1_countryName=US&1_validationStatus=Awaiting+Validation';

describe('without a personality, byte for byte,', () => {
  it('a report is what it was before there were any', async () => {
    const form = {
      showCost: 'Y',
      showCertificateID: 'Y',
      showStatusDetails: 'Y',
      notBefore: '1',
      lastResultNo: '1',
    };
    expect(await post('!WebHostReport', form)).toBe(
      'errorCode=0&noOfResults=2&firstResultNo=1&lastResultNo=1&notBefore=1&1_orderNumber=3040824&' +
        `1_orderStatus=Awaiting+Validation&1_dateTime=T&1_organizationName=A+%26+B++%C3%96&${address}&` +
        '1_cost=210.00&1_1_type=Document+Signing&1_1_certificateID=9003040824&1_1_status=Awaiting+Validation&1_1_lastStatusChange=T',
    );
    expect(await post('!WebHostReport', { firstResultNo: '2', lastResultNo: '5' })).toBe(
      'errorCode=0&noOfResults=2&firstResultNo=2&lastResultNo=2&1_orderNumber=3040825&' +
        `1_orderStatus=Awaiting+Validation&1_dateTime=T&1_organizationName=Company+ABC+123&${address}&` +
        '1_1_type=Document+Signing&1_1_status=Awaiting+Validation',
    );
  });

  it('so is a status, in either format', async () => {
    await control.changeCertificate(3040824, 'issued', { notBefore: '2026-01-01T00:00:00Z' });
    const form = { orderNumber: '3040824', queryType: '1', showValidityPeriod: 'Y' };
    expect(await post('!GetDetailedOrderStatus', { ...form, responseFormat: '1' })).toBe(
      'errorCode=0&1_orderNumber=3040824&1_orderDateTime=T&1_orderStatus=Valid&1_1_certificateID=9003040824&' +
        '1_1_certificateStatus=Valid&1_1_notBefore=1767225600&1_1_notAfter=1798761600',
    );
    expect(await post('!GetDetailedOrderStatus', { ...form, responseFormat: '2' })).toBe(
      '{"errorCode":0,"orders":[{"orderNumber":"3040824","orderDateTime":"T","orderStatus":"Valid","certificates":' +
        '[{"certificateID":"9003040824","certificateStatus":"Valid","notBefore":"1767225600","notAfter":"1798761600"}]}]}',
    );
  });

  it('so is a balance, in either format', async () => {
    expect(await post('!getAccountBalance', { responseFormat: '0' })).toBe(
      '0\n12345\nUSD\n1000000.00\n0.00\n',
    );
    expect(await post('!getAccountBalance', { responseFormat: '1' })).toBe(
      'errorCode=0&accountID=12345&currency=USD&availableCredit=1000000.00&hardCreditLimit=0.00',
    );
  });

  it('so is a refusal by a row without a published number', async () => {
    expect(await post('!AutoApplyOrder', { ...sample, contactEmailAddress: 'nobody' })).toBe(
      'errorCode=-70&errorItem=contactEmailAddress&errorMessage=The+email+address+in+the+%27contactEmailAddress%27+argument+is+invalid%21',
    );
  });

  it('so are pushes', async () => {
    const pushed: string[] = [];
    const receiver = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        pushed.push(`${request.method} ${request.url} ${request.headers['content-type'] ?? '-'} ${body}`);
        response.end('OK');
      });
    }).listen(0, '127.0.0.1');
    await once(receiver, 'listening');
    const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/pushes`;
    await control.pushTo({ url });
    await control.changeCertificate(3040824, 'rejected', { reason: 'no' });
    await control.pushTo({ url, withCertificate: true });
    const { certificate } = await control.changeCertificate(3040824, 'issued');
    await eventually(() => {
      expect(pushed).toHaveLength(2);
      return Promise.resolve();
    });
    receiver.close();
    const { chainPem } = await control.ca();
    const texts = new URLSearchParams({ certificate: certificate?.pem ?? '', caCertificate: chainPem });
    const words = 'orderNumber=3040824&certificateID=9003040824&eventType=Certificate';
    expect(pushed).toEqual([
      `GET /pushes?${words}&status=rejected&statusCode=7&statusDesc=Rejected%3A+no - `,
      `POST /pushes application/x-www-form-urlencoded ${words}&status=issued&statusCode=6&statusDesc=Valid&${texts.toString()}`,
    ]);
  });
});
