import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { isLoopback } from './control-api.js';
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

describe('the control API', () => {
  it('resets everything', async () => {
    await place(sample);
    await control.changeAccount({ locked: true });
    await control.script({ kind: 'hang' });
    expect(await control.call('DELETE', 'state')).toEqual({ status: 204, json: null });
    for (const path of ['ledger', 'requests', 'faults'])
      expect((await control.call('GET', path)).json).toEqual([]);
    expect((await place(sample)).get('orderNumber')).toBe('3040824');
  });

  it('never shows the password', async () => {
    const { json } = await control.call('PUT', 'account', { password: 'n3w' });
    expect(JSON.stringify(json)).not.toContain('n3w');
  });

  it.each([
    ['PUT', 'account', { credit: 100 }, "'credit' must be a string"],
    ['PUT', 'account', { credit: '1.5' }, '\'credit\' must be an amount such as "210.00"'],
    ['PUT', 'account', { code: 2 }, "'code' must be one of 0, 1"],
    ['PUT', 'account', { locked: 'yes' }, "'locked' must be true or false"],
    ['PUT', 'account', { colour: 'red' }, "'colour' is unknown here"],
    ['PUT', 'account', { prices: { '706': 'much' } }, "'prices.706' must be an amount"],
    ['PUT', 'account', { compromisedKeys: ['abc'] }, "'compromisedKeys' must be SHA-256 fingerprints in hex"],
    ['PUT', 'account', { compromisedKeys: 'abc' }, "'compromisedKeys' must be an array"],
    ['PUT', 'account', { errorCodes: { '49': -80 } }, "'errorCodes.49' must be an integer from 1 to 48"],
    ['PUT', 'account', { errorCodes: { '26': 80 } }, "'errorCodes.26' must be an integer from -999999 to -1"],
    ['PUT', 'account', { parameterNames: { '53': 'csr' } }, "'parameterNames' gives two rows the same name"],
    ['PUT', 'account', { foreignOrderNumbers: 'on' }, "'foreignOrderNumbers' must be true or false"],
    ['PUT', 'account', { reportDelayMs: -1 }, "'reportDelayMs' must be an integer from 0"],
    ['PUT', 'account', [], "'account' must be an object"],
    ['PUT', 'push', { url: 'nowhere' }, "'url' must be a URL"],
    ['PUT', 'push', { url: 'ftp://x/' }, "'url' must be a URL"],
    ['PUT', 'push', { url: 'http://u:p@x/' }, "goes into 'user'"],
    ['PUT', 'push', { url: 'http://x/', tries: 0 }, "'tries' must be an integer from 1"],
    ['PUT', 'push', {}, "'url' must be a string"],
    ['POST', 'push-faults', { kind: 'explode' }, "'kind' must be one of lose, twice, swap, delay"],
    ['POST', 'push-faults', [{ kind: 'lose' }, { kind: 'delay' }], "'ms' must be an integer"],
    ['POST', 'pushes', { orderNumber: 7 }, "'orderNumber' must be a string"],
    ['POST', 'pushes', { orderNumber: '7' }, 'there is no URL to push to'],
    ['POST', 'faults', {}, "'kind' must be one of error, http"],
    ['POST', 'faults', { kind: 'error' }, "an error needs either 'row' or 'code'"],
    ['POST', 'faults', { kind: 'error', row: 3, code: -3 }, "an error needs either 'row' or 'code'"],
    ['POST', 'faults', { kind: 'error', row: 49 }, "'row' must be an integer from 1 to 48"],
    ['POST', 'faults', { kind: 'error', code: 0 }, "'code' must be an integer"],
    ['POST', 'faults', { kind: 'http', status: 99 }, "'status' must be an integer from 200 to 599"],
    [
      'POST',
      'faults',
      { kind: 'http', status: 500, headers: { 'Content-Length': '3' } },
      'set by the simulator',
    ],
    ['POST', 'faults', { kind: 'http', status: 500, headers: { 'x y': '3' } }, 'not a usable header'],
    ['POST', 'faults', { kind: 'http', status: 500, headers: { x: 'a\nb' } }, 'not a usable header'],
    ['POST', 'faults', { kind: 'raw-body', body: '' }, "'contentType' must be a string"],
    ['POST', 'faults', { kind: 'format', format: 3 }, "'format' must be one of 0, 1, 2"],
    ['POST', 'faults', { kind: 'format', format: 1, buy: false }, "'buy' cannot be false"],
    ['POST', 'faults', { kind: 'delay', ms: 5, buy: false }, "'buy' cannot be false"],
    ['POST', 'faults', { kind: 'delay' }, "'ms' must be an integer"],
    ['POST', 'faults', { kind: 'reset', when: 'later' }, "'when' must be one of before-read"],
    ['POST', 'faults', { kind: 'reset', when: 'before-read', buy: true }, "'buy' cannot be true"],
    [
      'POST',
      'faults',
      { kind: 'reset', when: 'before-read', match: { csr: '' } },
      "'match' looks into the form",
    ],
    ['POST', 'faults', { kind: 'hang', times: 0 }, "'times' must be an integer"],
    ['POST', 'faults', { kind: 'hang', match: { test: 1 } }, "'match.test' must be a string"],
    ['POST', 'faults', { kind: 'hang', ms: 5 }, "'ms' is unknown here"],
    ['POST', 'faults', [{ kind: 'empty' }, { kind: 'none' }], "'kind' must be one of"],
  ])('%s %s of %j is a 400 with the reason', async (method, path, input, reason) => {
    const { status, json } = await control.call(method, path, input);
    expect(status).toBe(400);
    expect((json as { error: string }).error).toContain(reason);
    expect((await control.call('GET', 'faults')).json).toEqual([]);
  });

  it('refuses what is not JSON, an unknown path and a wrong method', async () => {
    const response = await fetch(`${simulator.controlUrl}faults`, { method: 'POST', body: '{' });
    expect(response.status).toBe(400);
    expect((await control.call('GET', 'toString')).status).toBe(404);
    expect((await control.call('PUT', 'ledger', {})).status).toBe(405);
  });

  it.each([
    ['127.0.0.1', true],
    ['127.8.8.8', true],
    ['::1', true],
    ['::ffff:127.0.0.1', true],
    ['192.0.2.1', false],
    ['::ffff:192.0.2.1', false],
    ['2001:db8::1', false],
    [undefined, false],
  ])('takes a peer at %s as loopback: %s', (address, expected) => {
    expect(isLoopback(address)).toBe(expected);
  });
});
