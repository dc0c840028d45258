import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
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

const post = (form: Record<string, string>, path = '!AutoApplyOrder') =>
  fetch(`${simulator.url}${path}`, { method: 'POST', body: new URLSearchParams(form) });
const place = async (form: Record<string, string>) => new URLSearchParams(await (await post(form)).text());

describe('the published sample order', () => {
  it('is sold, with the certificate id and state that it asks for', async () => {
    const response = await post(sample);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/x-www-form-urlencoded');
    expect(await response.text()).toBe(
      'errorCode=0&orderNumber=3040824&totalCost=210.00&expectedDeliveryTime=1&certificateID=9003040824&certificateState=Awaiting+Validation',
    );
  });

  it('is answered in plain lines when it asks for format 0', async () => {
    const response = await post({ ...sample, responseFormat: '0' });
    expect(response.headers.get('content-type')).toBe('text/plain');
    expect(await response.text()).toBe('0\n3040824\n210.00\n1\n9003040824\nAwaiting Validation\n');
  });

  it('gets plain lines without id and state by default', async () => {
    const { responseFormat, showCertificateID, showCertificateState, ...silent } = sample;
    expect([responseFormat, showCertificateID, showCertificateState]).toEqual(['1', 'Y', 'Y']);
    expect(await (await post(silent)).text()).toBe('0\n3040824\n210.00\n1\n');
  });

  it('gets the state alone when only that is asked for', async () => {
    const text = await (await post({ ...sample, responseFormat: '0', showCertificateID: 'N' })).text();
    expect(text).toBe('0\n3040824\n210.00\n1\nAwaiting Validation\n');
  });

  it('stands in the ledger with the password masked and the request it came by', async () => {
    await place(sample);
    await place({ ...sample, organizationName: 'Zweite & Söhne' });
    const json = await control.ledger();
    expect(json).toMatchObject([
      {
        orderNumber: 3040824,
        certificateId: '9003040824',
        cost: '210.00',
        code: 0,
        test: false,
        request: 1,
        form: { ...sample, loginPassword: '********' },
      },
      { orderNumber: 3040825, request: 2, form: { organizationName: 'Zweite & Söhne' } },
    ]);
    expect(JSON.stringify(json)).not.toContain(credentials.loginPassword);
  });
});

describe('the endpoint', () => {
  it('refuses GET with -17', async () => {
    const response = await fetch(`${simulator.url}!AutoApplyOrder`);
    expect([response.status, await response.text()]).toEqual([
      200,
      '-17\nRequest used GET rather than POST!\n',
    ]);
  });

  it('answers a percent-encoded ! alike', async () => {
    expect(new URLSearchParams(await (await post(sample, '%21AutoApplyOrder')).text()).get('errorCode')).toBe(
      '0',
    );
  });

  it('sees no arguments in a body that is not a form', async () => {
    const response = await fetch(`${simulator.url}!AutoApplyOrder`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(sample),
    });
    expect(await response.text()).toBe("-3\nThe 'loginName' argument is missing!\n");
  });

  it('knows no other command', async () => {
    expect((await post(sample, '!GetAccountBalance')).status).toBe(404);
    expect((await fetch(`${simulator.url}%ff`)).status).toBe(404);
  });

  it('refuses a body beyond every possible form with 413', async () => {
    expect((await post({ ...sample, csr: 'A'.repeat(2 * 1024 * 1024) })).status).toBe(413);
    expect(await control.ledger()).toEqual([]);
  });

  it('logs every request with what became of it, secrets left out and long values shortened', async () => {
    await place(sample);
    await place({ ...sample, oldPassword: 'Secret-of-old' });
    await place({ ...sample, loginPassword: 'Guess-work', csr: 'A'.repeat(500) });
    await post(sample, '!Nothing');
    const json = await control.requests();
    expect(json).toMatchObject([
      {
        request: 1,
        method: 'POST',
        path: '/products/!AutoApplyOrder',
        outcome: { kind: 'sold', orderNumber: 3040824 },
      },
      { request: 2, outcome: { kind: 'refused', code: -2 } },
      { request: 3, form: { csr: `${'A'.repeat(200)}…` }, outcome: { kind: 'refused', code: -16 } },
      { request: 4, path: '/products/!Nothing', form: null, outcome: { kind: 'no-such-endpoint' } },
    ]);
    for (const secret of [credentials.loginPassword, 'Secret-of-old', 'Guess-work']) {
      expect(JSON.stringify(json)).not.toContain(secret);
    }
  });

  it('tells fresh connections from kept ones', async () => {
    for (const agent of [false, undefined] as const) {
      await new Promise((resolve, reject) => {
        const request = httpRequest(`${simulator.url}!AutoApplyOrder`, {
          ...(agent === false ? { agent } : {}),
        });
        request.on('response', (response) => response.resume().on('end', resolve)).on('error', reject);
        request.end();
      });
    }
    const requests = await control.requests();
    expect(requests[0]?.connection).not.toBe(requests[1]?.connection);
  });

  it('sells nothing to a sender that leaves within its body', async () => {
    const { hostname, port } = new URL(simulator.url);
    const form = new URLSearchParams(sample).toString();
    await new Promise<void>((resolve, reject) => {
      const socket = connect(Number(port), hostname, () => {
        socket.write(
          'POST /products/!AutoApplyOrder HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n' +
            `Content-Length: ${form.length + 1}\r\n\r\n${form}`,
          () => socket.end(),
        );
      });
      socket
        .on('error', reject)
        .on('close', () => resolve())
        .resume();
    });
    expect(await control.ledger()).toEqual([]);
    expect(await control.requests()).toMatchObject([{ outcome: { kind: 'body-incomplete' } }]);
  });

  it('can be closed twice', async () => {
    await simulator.close();
    await expect(simulator.close()).resolves.toBeUndefined();
  });

  it('does not start on a port that is taken', async () => {
    const port = Number(new URL(simulator.url).port);
    await expect(startSimulator({ ...credentials, port })).rejects.toThrow('EADDRINUSE');
  });
});
