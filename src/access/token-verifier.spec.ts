import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { type Claims, IdentityProvider } from '../../test/support/identity-provider.js';
import { looksLikeToken } from './token-claims.js';
import { TokenVerifier } from './token-verifier.js';

Logger.overrideLogger(false);

const now = (): number => Math.floor(Date.now() / 1_000);
const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a token', () => {
  let provider: IdentityProvider;
  let verifier: TokenVerifier;
  beforeEach(async () => {
    provider = await IdentityProvider.start();
    verifier = new TokenVerifier(provider.settings);
  });
  afterEach(() => provider.stop());

  it('of the provider holds, and its claims are told', async () => {
    const token = await provider.token({ sub: 'a service', scope: 'orders' });
    expect(looksLikeToken(token)).toBe(true);
    expect(await verifier.verify(token)).toMatchObject({ sub: 'a service', scope: 'orders' });
  });

  it.each<[string, () => Claims]>([
    ['has expired', () => ({ exp: now() - 6 })],
    ['never expires', () => ({ exp: undefined })],
    ['holds later only', () => ({ nbf: now() + 60 })],
    ['is of another issuer', () => ({ iss: 'https://issuer.example' })],
    ['is of nobody', () => ({ iss: undefined })],
    ['is for somebody else', () => ({ aud: 'another-service' })],
    ['is for nobody', () => ({ aud: undefined })],
  ])('that %s does not hold', async (_, claims) => {
    expect(await verifier.verify(await provider.token(claims()))).toBeNull();
  });

  it('that has just expired holds, for clocks differ', async () => {
    expect(await verifier.verify(await provider.token({ exp: now() - 2 }))).not.toBeNull();
  });

  it('for several audiences holds if one of them is ours', async () => {
    expect(await verifier.verify(await provider.token({ aud: ['x', 'sectigo-gateway'] }))).not.toBeNull();
  });

  it('without a signature does not hold, nor one that was signed with a public key as a secret', async () => {
    const token = await provider.token({ scope: 'operator' });
    const [, payload = ''] = token.split('.');
    const none = `${base64url({ alg: 'none' })}.${payload}.`;
    expect(looksLikeToken(none)).toBe(true);
    expect(await verifier.verify(none)).toBeNull();
    const [key] = provider.published;
    const signed = `${base64url({ alg: 'HS256', kid: key?.kid })}.${payload}`;
    const mac = createHmac('sha256', JSON.stringify(key)).update(signed).digest('base64url');
    expect(await verifier.verify(`${signed}.${mac}`)).toBeNull();
  });

  it('that was changed does not hold', async () => {
    const [header, , signature] = (await provider.token({ scope: 'orders' })).split('.');
    const { payload } = { payload: base64url({ scope: 'operator', exp: now() + 300 }) };
    expect(await verifier.verify(`${header}.${payload}.${signature}`)).toBeNull();
    expect(await verifier.verify('eyJ.x.y')).toBeNull();
  });

  it('is checked with keys that are fetched once, and not for every unknown key id', async () => {
    const tokens = await Promise.all(Array.from({ length: 20 }, (_, n) => provider.token({ sub: `s${n}` })));
    await Promise.all(tokens.map((token) => verifier.verify(token)));
    expect(provider.fetches).toBe(1);
    for (let n = 0; n < 20; n += 1) {
      expect(await verifier.verify(await provider.token({}, { kid: `unknown ${n}` }))).toBeNull();
    }
    expect(provider.fetches).toBe(1);
  });

  describe.each([
    ['answers 500', { status: 500, body: '{}' }],
    ['answers with no JSON', { status: 200, body: 'keys' }],
    ['answers with no keys', { status: 200, body: '{}' }],
    ['sends us elsewhere', { status: 302, body: '' }],
  ])('when the provider %s', (_, answer) => {
    it('cannot be checked, and the provider is left alone for a while', async () => {
      provider.answer = answer;
      const token = await provider.token({ scope: 'orders' });
      for (let n = 0; n < 5; n += 1) {
        await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'authentication-unavailable' });
      }
      expect(provider.fetches).toBe(1);
    });
  });

  it('goes on being checked while the provider is away and its keys are known', async () => {
    const token = await provider.token({ scope: 'orders' });
    await verifier.verify(token);
    provider.answer = { status: 503, body: '' };
    expect(await verifier.verify(token)).not.toBeNull();
  });
});
