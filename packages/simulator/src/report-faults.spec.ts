import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ControlClient } from './control-client.js';
import { publishedSample } from './published-sample.js';
import { startSimulator, type RunningSimulator } from './server.js';

const credentials = { loginName: 'reseller', loginPassword: 'secret' };
const sample = publishedSample(credentials);
const REPORT = { endpoint: '!WebHostReport' };
let simulator: RunningSimulator;
let control: ControlClient;

beforeEach(async () => {
  simulator = await startSimulator(credentials);
  control = new ControlClient(simulator.controlUrl);
  for (let count = 0; count < 3; count += 1) await post('!AutoApplyOrder', sample);
});
afterEach(() => simulator.close());

const post = async (command: string, form: Record<string, string>) => {
  const body = new URLSearchParams(form);
  const response = await fetch(`${simulator.url}${command}`, { method: 'POST', body });
  return { status: response.status, text: await response.text() };
};
const ask = () => post('!WebHostReport', credentials);
/** What a client sees of a reply that does not arrive. */
const failure = () =>
  ask().then(
    () => 'answered',
    () => 'broken',
  );
const orderNumbersOf = (text: string) =>
  [...new URLSearchParams(text)].filter(([name]) => name.endsWith('_orderNumber'));

describe('a fault of the report', () => {
  it.each([
    [{ kind: 'error', row: 16 }, 200, 'errorCode=-16&errorMessage=Permission+denied%21'],
    [{ kind: 'html' }, 200, '<html>'],
    [{ kind: 'http', status: 503, body: 'later' }, 503, 'later'],
    [{ kind: 'throttle' }, 429, 'Too Many Requests'],
    [{ kind: 'raw-body', body: 'errorCode=0', contentType: 'text/plain' }, 200, 'errorCode=0'],
    [{ kind: 'delay', ms: 5 }, 200, 'noOfResults=4'],
  ])('answers with %j once, and never to an order', async (fault, status, text) => {
    await control.script({ ...fault, ...REPORT });
    expect((await post('!AutoApplyOrder', sample)).text).toContain('errorCode=0&orderNumber=3040827');
    const reply = await ask();
    expect([reply.status, reply.text]).toEqual([status, expect.stringContaining(text)]);
    expect((await ask()).text).toContain('noOfResults=4');
  });

  it.each([
    { kind: 'reset', when: 'before-read' },
    { kind: 'reset', when: 'after-read' },
    { kind: 'reset', when: 'mid-reply' },
    { kind: 'truncate', bytes: 40 },
  ])('breaks the reply: %j', async (fault) => {
    await control.script({ ...fault, ...REPORT });
    expect(await failure()).toBe('broken');
    expect((await control.requests()).at(-1)).toMatchObject({ fault: fault.kind });
    expect(await failure()).toBe('answered');
  });

  it('can keep silent', async () => {
    await control.script({ kind: 'hang', ...REPORT });
    const body = new URLSearchParams(credentials);
    const signal = AbortSignal.timeout(100);
    const answer = fetch(`${simulator.url}!WebHostReport`, { method: 'POST', body, signal });
    await expect(answer).rejects.toThrow('timeout');
  });

  it('can say that nothing was sold', async () => {
    await control.script({ kind: 'report', omit: 'all' });
    expect((await ask()).text).toBe('errorCode=0&noOfResults=0&firstResultNo=1&lastResultNo=0');
    expect(orderNumbersOf((await ask()).text)).toHaveLength(3);
  });

  it.each([
    [
      'first',
      [
        ['2_orderNumber', '3040825'],
        ['3_orderNumber', '3040826'],
      ],
    ],
    [
      'last',
      [
        ['1_orderNumber', '3040824'],
        ['2_orderNumber', '3040825'],
      ],
    ],
  ])('can leave out the %s row that it counts', async (omit, orderNumbers) => {
    await control.script({ kind: 'report', omit });
    const { text } = await ask();
    expect(text).toContain('noOfResults=3&firstResultNo=1&lastResultNo=3&');
    expect(orderNumbersOf(text)).toEqual(orderNumbers);
  });

  it('can have its rows say something else than was sold', async () => {
    await control.script({ kind: 'report', rewrite: { organizationName: 'M?ller', '1_certificateID': '' } });
    const rows = new URLSearchParams((await ask()).text);
    expect([rows.get('1_organizationName'), rows.get('3_organizationName')]).toEqual(['M?ller', 'M?ller']);
    expect([rows.get('2_1_certificateID'), rows.get('2_orderNumber')]).toEqual([null, '3040825']);
    expect((await ask()).text).not.toContain('M%3Fller');
  });

  it('waits for its own command behind those of orders', async () => {
    await control.script({ kind: 'empty' }, { kind: 'reset', when: 'before-read', ...REPORT });
    expect((await control.call('GET', 'faults')).json).toMatchObject([
      { kind: 'empty', endpoint: '!AutoApplyOrder' },
      { kind: 'reset', endpoint: '!WebHostReport', buy: false },
    ]);
    expect(await failure()).toBe('broken');
    expect((await post('!AutoApplyOrder', sample)).text).toBe('');
  });

  it.each([
    [{ kind: 'report' }, "'omit' must be one of all, first, last"],
    [{ kind: 'report', omit: 'all', endpoint: '!AutoApplyOrder' }, "'endpoint' must be !WebHostReport"],
    [{ kind: 'format', format: 0, ...REPORT }, 'a report has one format'],
    [{ kind: 'empty', buy: false, ...REPORT }, 'only reads'],
    [{ kind: 'empty', endpoint: '!Other' }, "'endpoint' must be one of !AutoApplyOrder, !WebHostReport"],
  ])('is refused as %j', async (fault, reason) => {
    const { status, json } = await control.call('POST', 'faults', fault);
    expect([status, (json as { error: string }).error]).toEqual([400, expect.stringContaining(reason)]);
  });
});
