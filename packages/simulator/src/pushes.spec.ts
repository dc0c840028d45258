import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '../../../test/support/eventually.js';
import { PushReceiver } from '../../../test/support/push-receiver.js';
import { ControlClient } from './control-client.js';
import { publishedSample } from './published-sample.js';
import { startSimulator, type RunningSimulator } from './server.js';

const credentials = { loginName: 'reseller', loginPassword: 'secret' };
const sample = publishedSample(credentials);

let simulator: RunningSimulator;
let control: ControlClient;
let receiver: PushReceiver;
let url: string;

beforeEach(async () => {
  receiver = await PushReceiver.start();
  ({ url } = receiver);
  simulator = await startSimulator(credentials);
  control = new ControlClient(simulator.controlUrl);
  for (let count = 0; count < 2; count += 1) {
    await fetch(`${simulator.url}!AutoApplyOrder`, { method: 'POST', body: new URLSearchParams(sample) });
  }
});
afterEach(async () => {
  await simulator.close();
  await receiver.close();
});

const outcomes = async () => (await control.pushes()).map(({ outcome }) => outcome);
const settled = (count: number) =>
  eventually(async () => {
    const log = await control.pushes();
    expect(log.filter(({ outcome }) => outcome !== 'waiting')).toHaveLength(count);
    return log;
  });
const told = () => receiver.received.map(({ values }) => `${values.orderNumber} ${values.status}`);

describe('a push', () => {
  it('is a GET with basic authentication and what happened', async () => {
    await control.pushTo({ url: `${url}?tenant=a`, user: 'sectigo', password: 'pä:ss' });
    await control.changeCertificate(3040824, 'rejected', { reason: 'No such company' });
    await settled(1);
    expect(receiver.received).toEqual([
      {
        method: 'GET',
        path: '/push',
        authorization: `Basic ${Buffer.from('sectigo:pä:ss').toString('base64')}`,
        values: {
          tenant: 'a',
          orderNumber: '3040824',
          certificateID: '9003040824',
          eventType: 'Certificate',
          status: 'rejected',
          statusCode: '7',
          statusDesc: 'Rejected: No such company',
        },
      },
    ]);
  });

  it.each([
    ['failed', '3', 'PRE-SIGN FAILED: no reason given'],
    ['issued', '6', 'Valid'],
    ['revoked', '8', 'Revoked'],
    ['awaiting-brand-validation', '12', 'Awaiting Validation (Brand)'],
    ['replaced', '14', 'Replaced'],
  ] as const)('says of %s: %s %s', async (state, statusCode, statusDesc) => {
    await control.pushTo({ url });
    await control.changeCertificate(3040824, state);
    await settled(1);
    expect(receiver.received[0]?.values).toMatchObject({
      status: state.replaceAll('-', ''),
      statusCode,
      statusDesc,
    });
    expect(receiver.received[0]?.authorization).toBeUndefined();
  });

  it('is a POST with the certificate and its chain, if they shall come along', async () => {
    await control.pushTo({ url, withCertificate: true });
    const { certificate } = await control.changeCertificate(3040824, 'issued');
    await control.changeCertificate(3040824, 'revoked');
    await settled(2);
    expect(receiver.received).toMatchObject([
      {
        method: 'POST',
        values: { status: 'issued', certificate: certificate?.pem, caCertificate: certificate?.chainPem },
      },
      { method: 'POST', values: { status: 'revoked' } },
    ]);
    expect(receiver.received[1]?.values).not.toHaveProperty('certificate');
  });

  it('is tried three times, until the answer is 200 with OK', async () => {
    await control.pushTo({ url, pauseMs: 1 });
    receiver.answers = [
      [503, 'OK'],
      [200, 'Welcome'],
      [200, ' OK\n'],
    ];
    await control.changeCertificate(3040824, 'issued');
    const [push] = await settled(1);
    expect(push).toMatchObject({
      outcome: 'taken',
      tries: [{ httpStatus: 503 }, { httpStatus: 200, said: 'Welcome' }, { httpStatus: 200 }],
    });
  });

  it('is given up after that', async () => {
    await control.pushTo({ url, pauseMs: 1 });
    receiver.answers = [
      [401, ''],
      [302, ''],
      [500, ''],
    ];
    await control.changeCertificate(3040824, 'issued');
    await settled(1);
    expect(await outcomes()).toEqual(['given-up']);
    expect(receiver.received).toHaveLength(3);
  });

  it('tells in its log why there was no answer, but no password', async () => {
    await receiver.close();
    await control.pushTo({ url, user: 'u', password: 'hunter2', tries: 1 });
    await control.changeCertificate(3040824, 'issued');
    const log = await settled(1);
    expect(log).toMatchObject([{ outcome: 'given-up', tries: [{ httpStatus: null, said: 'ECONNREFUSED' }] }]);
    expect(JSON.stringify([log, (await control.call('GET', 'push')).json])).not.toContain('hunter2');
  });

  it('is not sent where nobody wants to know, nor of a certificate that is pending', async () => {
    await control.changeCertificate(3040824, 'issued');
    await control.pushTo({ url });
    await control.changeCertificate(3040824, 'pending');
    await control.pushTo({ url: null });
    await control.changeCertificate(3040824, 'revoked');
    expect(await control.pushes()).toEqual([]);
  });

  it('does not hold up the end of the simulator', async () => {
    await control.pushTo({ url, pauseMs: 3_600_000 });
    receiver.answers = [[500, '']];
    await control.changeCertificate(3040824, 'issued');
    await eventually(() => expect(receiver.received).toHaveLength(1));
    await simulator.close();
  });

  it('is not tried again once all state is forgotten', async () => {
    await control.pushTo({ url, pauseMs: 3_600_000 });
    receiver.answers = [[500, '']];
    await control.changeCertificate(3040824, 'issued');
    await eventually(async () => expect((await control.pushes())[0]?.tries).toHaveLength(1));
    await control.reset();
    await control.pushTo({ url });
    await control.push({ orderNumber: '7' });
    await settled(1);
    expect(receiver.received.map(({ values }) => values.orderNumber)).toEqual(['3040824', '7']);
  });

  it('is forgotten with all other state', async () => {
    await control.pushTo({ url });
    await control.scriptPushes({ kind: 'swap' });
    await control.changeCertificate(3040824, 'issued');
    await control.reset();
    expect([await control.pushes(), (await control.call('GET', 'push')).json]).toEqual([[], { url: null }]);
    expect(receiver.received).toEqual([]);
  });
});

describe('a push with a fault', () => {
  beforeEach(() => control.pushTo({ url, pauseMs: 1 }));

  it('may be lost', async () => {
    await control.scriptPushes({ kind: 'lose' });
    await control.changeCertificate(3040824, 'issued');
    await control.changeCertificate(3040824, 'revoked');
    await settled(2);
    expect([await outcomes(), told()]).toEqual([['lost', 'taken'], ['3040824 revoked']]);
  });

  it('may come twice', async () => {
    await control.scriptPushes({ kind: 'twice' });
    await control.changeCertificate(3040824, 'issued');
    await eventually(() => expect(told()).toEqual(['3040824 issued', '3040824 issued']));
  });

  it('may come after the next one', async () => {
    await control.scriptPushes({ kind: 'swap' });
    await control.changeCertificate(3040824, 'issued');
    await control.changeCertificate(3040824, 'revoked');
    await settled(2);
    expect(told()).toEqual(['3040824 revoked', '3040824 issued']);
  });

  it('may come late', async () => {
    await control.scriptPushes({ kind: 'delay', ms: 50 });
    const before = Date.now();
    await control.changeCertificate(3040824, 'issued');
    await settled(1);
    expect(Date.now() - before).toBeGreaterThanOrEqual(49);
  });

  it('keeps its faults to itself', async () => {
    await control.scriptPushes({ kind: 'lose' }, { kind: 'lose' });
    expect((await control.call('DELETE', 'push-faults')).status).toBe(204);
    expect((await control.call('GET', 'push-faults')).json).toEqual([]);
  });
});

describe('a push by hand', () => {
  beforeEach(() => control.pushTo({ url, withCertificate: true }));

  it('may be about any order', async () => {
    await control.push({
      orderNumber: 'nobody-knows',
      certificateId: '1',
      eventType: 'CallBack',
      status: 'issued',
      statusCode: 9,
      statusDesc: 'Issued but not yet collected',
      certificate: 'not a certificate',
    });
    await settled(1);
    expect(receiver.received[0]?.values).toEqual({
      orderNumber: 'nobody-knows',
      certificateID: '1',
      eventType: 'CallBack',
      status: 'issued',
      statusCode: '9',
      statusDesc: 'Issued but not yet collected',
      certificate: 'not a certificate',
      caCertificate: '',
    });
  });

  it('says what is so of an order that there is, unless told otherwise', async () => {
    await control.pushTo({ url: null });
    const { certificate } = await control.changeCertificate(3040825, 'issued');
    await control.pushTo({ url, withCertificate: true });
    await control.push({ orderNumber: '3040825', statusDesc: 'Issued but not yet collected' });
    await settled(1);
    expect(receiver.received[0]?.values).toMatchObject({
      certificateID: '9003040825',
      statusCode: '6',
      statusDesc: 'Issued but not yet collected',
      certificate: certificate?.pem,
    });
  });
});
