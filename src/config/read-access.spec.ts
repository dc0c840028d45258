import { describe, expect, it } from '@jest/globals';
import { faultsOf } from '../../test/support/config-faults.js';
import { readConfig } from './read-config.js';

const JWT = {
  JWT_ISSUER: 'https://issuer.example/',
  JWT_AUDIENCE: 'sectigo-gateway',
  JWT_JWKS_URL: 'https://issuer.example/jwks.json',
};

describe('the identity provider', () => {
  it('is its issuer, audience and keys', () => {
    const { JWT_ISSUER: issuer, JWT_AUDIENCE: audience, JWT_JWKS_URL: jwksUrl } = JWT;
    expect(readConfig(JWT).jwt).toEqual({ issuer, audience, jwksUrl });
    expect(readConfig({}).jwt).toBeUndefined();
  });

  it.each(Object.keys(JWT))('is not known without %s', (name) => {
    expect(faultsOf({ ...JWT, [name]: undefined })).toEqual([
      'JWT_ISSUER, JWT_AUDIENCE and JWT_JWKS_URL belong together',
    ]);
  });

  it.each([
    'http://issuer.example/jwks.json',
    'http://127.example/jwks.json',
    'ftp://issuer.example/',
    'jwks',
  ])('does not have its keys at %s', (url) => {
    const faults = faultsOf({ ...JWT, JWT_JWKS_URL: url });
    expect(new Set(faults.map((fault) => fault.split(' ')[0]))).toEqual(new Set(['JWT_JWKS_URL']));
    expect(faults.join()).not.toContain(url);
  });

  it.each(['http://127.0.0.1:8080/jwks', 'http://localhost/jwks'])('may have its keys at %s', (url) => {
    expect(readConfig({ ...JWT, JWT_JWKS_URL: url }).jwt?.jwksUrl).toBe(url);
  });
});

describe('trusted proxies', () => {
  it('are addresses and networks', () => {
    const { trustedProxies } = readConfig({ TRUSTED_PROXIES: '10.0.0.0/8, 127.0.0.1,2001:db8::/32,' });
    expect(trustedProxies).toEqual(['10.0.0.0/8', '127.0.0.1', '2001:db8::/32']);
  });

  it.each([
    'true',
    'proxy.example',
    '10.0.0.0/33',
    '10.0.0.0/8/8',
    '2001:db8::/129',
    '10.0.0.1 10.0.0.2',
    '1/x',
  ])('are not %s', (value) => {
    expect(faultsOf({ TRUSTED_PROXIES: value })).toEqual([expect.stringMatching(/^TRUSTED_PROXIES /)]);
  });
});

describe('the password of pushes', () => {
  const faults = (length: number): readonly string[] =>
    faultsOf({ NOTIFICATION_USER: 'sectigo', NOTIFICATION_PASSWORD: 'x'.repeat(length) });

  it('is not one that is found in a second', () => {
    expect(faults(7)).toEqual([expect.stringMatching(/^NOTIFICATION_PASSWORD .*8 characters$/)]);
    expect(faults(8)).toEqual([]);
  });
});
