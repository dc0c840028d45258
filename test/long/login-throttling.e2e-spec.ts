import { afterEach, describe, expect, it } from '@jest/globals';
import { newApiKey } from '../../src/access/api-key.js';
import { problemOf } from '../factories/answers.js';
import { ApiClient, type ApiResponse } from '../support/api-client.js';
import { OPERATOR_KEY, startGateway, type TestGateway } from '../support/gateway.js';
import { eventually } from '../support/eventually.js';
import { flooded } from '../support/flood.js';
import { IdentityProvider } from '../support/identity-provider.js';
import { retryAfterOf } from '../support/limited-client.js';

/** As many failures as are let through at once. */
const BURST = 50;
const UNKNOWN_KEY = 'sgk_01M82RR28Q0Q55MMSA68K21DSP_m3z06mt9MUoqMhcV8DqXsCkVu9Dp66uohgvJsaL3ekc';

describe('whoever fails to authenticate again and again', () => {
  let gateway: TestGateway;
  afterEach(() => gateway.stop());

  const tryKey = (key: string | null, headers = {}): Promise<ApiResponse> =>
    new ApiClient(gateway.url, key).get('/v1/orders', headers);
  /** How many tries are let through before one is not. */
  const exhaust = async (headers = {}, key = UNKNOWN_KEY): Promise<number> => {
    for (let tries = 0; tries < 3 * BURST; tries += 1) {
      const answer = await tryKey(key, headers);
      if (answer.status === 429) return tries;
      problemOf(answer, 401, 'unauthenticated');
    }
    throw new Error('was never refused');
  };
  const from = (address: string): Record<string, string> => ({ 'x-forwarded-for': address });

  it('is told to wait, and is listened to again after that', async () => {
    gateway = await startGateway();
    expect(await exhaust()).toBeGreaterThanOrEqual(BURST);
    const refused = await eventually(async () => {
      const answer = await tryKey(UNKNOWN_KEY);
      problemOf(answer, 429, 'authentication-throttled');
      return answer;
    });
    expect(retryAfterOf(refused)).toBe(1);
    await eventually(async () => expect((await tryKey(UNKNOWN_KEY)).status).toBe(401));
  });

  it('does not keep out a valid key, however many wrong ones come from the same address or with the same key id', async () => {
    gateway = await startGateway({ trustedProxies: ['127.0.0.1', '::1'] });
    const newcomers = await Promise.all(Array.from({ length: 10 }, () => gateway.client()));
    const known = newcomers[0]?.key ?? '';
    await exhaust(from('203.0.113.7'));
    const wrong = [
      () => tryKey(newApiKey().token, from('203.0.113.7')),
      () => tryKey(`${known.slice(0, -4)}AAAA`, from('203.0.113.8')),
    ];

    const statuses = await flooded(wrong, async () => {
      for (const { key } of newcomers) {
        for (const address of ['203.0.113.7', '203.0.113.8', '203.0.113.9'])
          expect((await tryKey(key, from(address))).status).toBe(200);
      }
      expect((await tryKey(OPERATOR_KEY, from('203.0.113.7'))).status).toBe(200);
    });

    expect(statuses).toEqual(new Set([401, 429]));
  });

  it('without any key is told so as often as it asks, and that counts for nothing', async () => {
    gateway = await startGateway();
    const answers = await Promise.all(Array.from({ length: 2 * BURST }, () => tryKey(null)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]));
    problemOf(await tryKey(UNKNOWN_KEY), 401, 'unauthenticated');
  });

  it('is one address among those that a trusted proxy tells, and none that anybody may invent', async () => {
    gateway = await startGateway({ trustedProxies: ['127.0.0.1', '::1'] });
    expect(await exhaust(from('203.0.113.7'), 'wrong')).toBeGreaterThanOrEqual(BURST);
    expect(await exhaust(from('203.0.113.9, 203.0.113.7'), 'wrong')).toBeLessThan(BURST);
    expect(await exhaust(from('203.0.113.8'), 'wrong')).toBeGreaterThanOrEqual(BURST);

    await gateway.restart({ trustedProxies: [] });

    expect(await exhaust(from('203.0.113.7'), 'wrong')).toBeGreaterThanOrEqual(BURST);
    expect(await exhaust(from('203.0.113.8'), 'wrong')).toBeLessThan(BURST);
  });

  it('does not stop tokens that hold', async () => {
    const provider = await IdentityProvider.start();
    gateway = await startGateway({ jwt: provider.settings });
    try {
      const forged = await provider.token({ scope: 'operator', aud: 'another' });
      expect(await exhaust({}, forged)).toBeGreaterThanOrEqual(BURST);
      expect((await tryKey(await provider.token({ scope: 'operator' }))).status).toBe(200);
    } finally {
      await provider.stop();
    }
  });
});
