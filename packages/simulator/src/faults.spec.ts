import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { connect } from 'node:net';
import { ControlClient } from './control-client.js';
import { publishedSample } from './published-sample.js';
import { startSimulator, type RunningSimulator } from './server.js';

const credentials = { loginName: 'reseller', loginPassword: 'secret' };
const sample = publishedSample(credentials);
let simulator: RunningSimulator;
let control: ControlClient;

beforeEach(async () => {
  simulator = await startSimulator(credentials);
  control = new ControlClient(simulator.controlUrl);
});
afterEach(() => simulator.close());

const post = (form: Record<string, string> = sample, signal?: AbortSignal) =>
  fetch(`${simulator.url}!AutoApplyOrder`, {
    method: 'POST',
    body: new URLSearchParams(form),
    ...(signal === undefined ? {} : { signal }),
  });
const text = async (form?: Record<string, string>) => (await post(form)).text();
const soldCount = async () => (await control.ledger()).length;

/** What a plain socket sees: the bytes, and whether the end was orderly or a reset. */
function exchange(onData?: () => void): Promise<{ received: string; error: string | null }> {
  const { hostname, port } = new URL(simulator.url);
  const form = new URLSearchParams(sample).toString();
  return new Promise((resolve) => {
    let received = '';
    let error: string | null = null;
    const socket = connect(Number(port), hostname, () => {
      socket.write(
        'POST /products/!AutoApplyOrder HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n' +
          `Content-Length: ${form.length}\r\n\r\n${form}`,
      );
    });
    socket.on('data', (chunk) => {
      received += chunk.toString();
      onData?.();
    });
    socket.on('error', (fault: NodeJS.ErrnoException) => (error = fault.code ?? fault.message));
    socket.on('close', () => resolve({ received, error }));
  });
}

const bodyOf = (received: string) => received.slice(received.indexOf('\r\n\r\n') + 4);
const TRUE_REPLY =
  'errorCode=0&orderNumber=3040824&totalCost=210.00&expectedDeliveryTime=1&certificateID=9003040824&certificateState=Awaiting+Validation';
const UNKNOWN_ERROR = 'errorCode=-14&errorMessage=An+unknown+error+occurred%21';

describe.each([
  ['that buys', true, 1],
  ['that does not buy', false, 0],
])('a fault %s', (_what, buy, sold) => {
  afterEach(async () => {
    expect(await soldCount()).toBe(sold);
    expect(await control.requests()).toMatchObject([
      { outcome: buy ? { kind: 'sold', orderNumber: 3040824 } : { kind: 'not-judged' } },
    ]);
  });

  it('answers with an error row', async () => {
    await control.script({ kind: 'error', row: 41, buy });
    expect(await text()).toBe('errorCode=-140&errorMessage=An+internal+error+occurred%21');
  });

  it('answers with any code, message and item', async () => {
    await control.script({ kind: 'error', code: -777, message: "Bad 'x'", item: 'x', buy });
    expect(await text()).toBe('errorCode=-777&errorItem=x&errorMessage=Bad+%27x%27');
  });

  it('answers with an HTTP status, body and headers', async () => {
    await control.script({ kind: 'http', status: 503, body: 'later', headers: { 'X-From': 'proxy' }, buy });
    const response = await post();
    expect([response.status, response.headers.get('x-from'), await response.text()]).toEqual([
      503,
      'proxy',
      'later',
    ]);
  });

  it('answers with a raw body', async () => {
    await control.script({ kind: 'raw-body', body: '{"errorCode":0}', contentType: 'application/json', buy });
    const response = await post();
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.text()).toBe('{"errorCode":0}');
  });

  it('answers with nothing', async () => {
    await control.script({ kind: 'empty', buy });
    const response = await post();
    expect([response.status, await response.text()]).toEqual([200, '']);
  });

  it('answers with a web page', async () => {
    await control.script({ kind: 'html', buy });
    const response = await post();
    expect([response.status, response.headers.get('content-type')]).toEqual([
      200,
      'text/html; charset=utf-8',
    ]);
    expect(await response.text()).toContain('<html>');
  });

  it.each([
    [7, '7'],
    [undefined, null],
  ])('throttles with Retry-After %s', async (retryAfterSeconds, header) => {
    await control.script({ kind: 'throttle', retryAfterSeconds, buy });
    const response = await post();
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, header]);
  });

  it('resets the connection after the form was read', async () => {
    await control.script({ kind: 'reset', when: 'after-read', buy });
    expect(await exchange()).toEqual({ received: '', error: 'ECONNRESET' });
  });

  it('resets the connection in the middle of the reply', async () => {
    await control.script({ kind: 'reset', when: 'mid-reply', buy });
    const whole = buy ? TRUE_REPLY : UNKNOWN_ERROR;
    const { received, error } = await exchange();
    expect(error).toBe('ECONNRESET');
    expect(received).toContain(`content-length: ${whole.length}\r\n`);
    expect(bodyOf(received)).toBe(whole.slice(0, Math.floor(whole.length / 2)));
  });

  it.each([0, 12])('ends the connection after %i bytes of the body', async (bytes) => {
    await control.script({ kind: 'truncate', bytes, buy });
    const whole = buy ? TRUE_REPLY : UNKNOWN_ERROR;
    const { received, error } = await exchange();
    expect(error).toBeNull();
    expect(received).toContain(`content-length: ${whole.length}\r\n`);
    expect(bodyOf(received)).toBe(whole.slice(0, bytes));
  });
});

describe('a fault that hangs', () => {
  it.each([
    [true, 1],
    [false, 0],
  ])('never answers, until the simulator stops (buy: %s)', async (buy, sold) => {
    await control.script({ kind: 'hang', buy });
    const unanswered = exchange();
    await eventually(async () => ((await control.requests())[0]?.outcome.kind ?? 'pending') !== 'pending');
    expect(await control.requests()).toMatchObject([{ fault: 'hang' }]);
    expect(await soldCount()).toBe(sold);
    await simulator.close();
    expect((await unanswered).received).toBe('');
  });
});

describe('a fault that only colours the true answer', () => {
  it('delays it, after the purchase', async () => {
    await control.script({ kind: 'delay', ms: 60 });
    const startedAt = performance.now();
    expect(await text()).toBe(TRUE_REPLY);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(59);
  });

  it('sells although the client leaves during the delay', async () => {
    await control.script({ kind: 'delay', ms: 60 });
    const leaving = new AbortController();
    const answer = post(sample, leaving.signal).catch(() => 'left');
    await eventually(async () => (await soldCount()) === 1);
    leaving.abort();
    expect(await answer).toBe('left');
    // outlasts the first delay, so that the late answer to nobody is written meanwhile
    await control.script({ kind: 'delay', ms: 80 });
    expect((await post()).status).toBe(200);
  });

  it('gives a delay up when the simulator stops', async () => {
    await control.script({ kind: 'delay', ms: 3_600_000 });
    const answer = post().catch(() => 'cut off');
    await eventually(async () => (await soldCount()) === 1);
    await simulator.close();
    expect(await answer).toBe('cut off');
  });

  it.each([
    [0, '0\n3040824\n210.00\n1\n9003040824\nAwaiting Validation\n', '1'],
    [1, TRUE_REPLY, '0'],
  ])('answers in format %i whatever was asked', async (format, expected, asked) => {
    await control.script({ kind: 'format', format });
    expect(await text({ ...sample, responseFormat: asked })).toBe(expected);
  });
});

describe('the fault queue', () => {
  it('resets a connection before the form is read', async () => {
    await control.script({ kind: 'reset', when: 'before-read' });
    expect(await exchange()).toEqual({ received: '', error: 'ECONNRESET' });
    expect(await control.requests()).toMatchObject([
      { form: null, fault: 'reset', outcome: { kind: 'not-judged' } },
    ]);
    expect(await text()).toBe(TRUE_REPLY);
  });

  it('plays faults in order, each as often as it says, and then behaves', async () => {
    await control.script(
      { kind: 'error', code: -42, times: 2 },
      { kind: 'reset', when: 'before-read' },
      { kind: 'empty', buy: true },
    );
    const limit = 'errorCode=-42&errorMessage=Call+limit+reached%2C+please+try+again+later%21';
    expect([await text(), await text()]).toEqual([limit, limit]);
    expect((await exchange()).error).toBe('ECONNRESET');
    expect([await text(), (await text()).startsWith('errorCode=0&orderNumber=3040825')]).toEqual(['', true]);
    expect((await control.call('GET', 'faults')).json).toEqual([]);
  });

  it('meets only the requests that match, whatever stands before them', async () => {
    await control.script(
      { kind: 'error', row: 33, match: { organizationName: 'Unlucky & Co', product: '706' } },
      { kind: 'error', row: 34, match: { organizationName: 'Nobody' } },
    );
    expect(await text()).toBe(TRUE_REPLY);
    expect(await text({ ...sample, organizationName: 'Unlucky & Co' })).toContain('errorCode=-101&');
    expect(await text({ ...sample, organizationName: 'Unlucky & Co' })).toContain('errorCode=0&');
    expect((await control.call('GET', 'faults')).json).toMatchObject([
      { kind: 'error', row: 34, buy: false, times: 1, remaining: 1, match: { organizationName: 'Nobody' } },
    ]);
  });

  it('can be emptied', async () => {
    await control.script({ kind: 'empty', times: 9 });
    await control.call('DELETE', 'faults');
    expect(await text()).toBe(TRUE_REPLY);
  });

  it('sells nothing by a fault that buys when the order is refused anyway', async () => {
    await control.script({ kind: 'empty', buy: true });
    expect(await text({ ...sample, countryName: 'XX' })).toBe('');
    expect(await soldCount()).toBe(0);
    expect(await control.requests()).toMatchObject([{ outcome: { kind: 'refused', code: -7 } }]);
  });
});

async function eventually(holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error('It did not come to hold within 5 s');
  }
}
