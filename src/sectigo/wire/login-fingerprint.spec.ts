import { describe, expect, it } from '@jest/globals';
import { type SectigoCredentials } from './credentials.js';
import { LoginFingerprint } from './login-fingerprint.js';
import { SectigoClient } from '../sectigo-client.js';

const PASSWORD = 'canary-pässword';
const withPassword = (loginPassword: string, loginName = 'reseller'): SectigoCredentials => ({
  loginName,
  proof: { kind: 'password', loginPassword },
});
const withCertificate = (certificatePem: string): SectigoCredentials => ({
  loginName: 'reseller',
  proof: { kind: 'client-certificate', certificatePem, keyPem: 'key' },
});

function clientWith(credentials: () => SectigoCredentials): SectigoClient {
  return new SectigoClient({
    baseUrl: 'http://127.0.0.1:9/',
    credentials,
    connectTimeoutMs: 100,
    timeoutMs: 100,
  });
}
const fingerprintOf = (credentials: SectigoCredentials): Promise<string> =>
  new LoginFingerprint().of(credentials);

describe('the fingerprint of the login', () => {
  it('is four hex digits, the same in every process', async () => {
    expect(await fingerprintOf(withPassword(PASSWORD))).toMatch(/^[0-9a-f]{4}$/);
    expect(await fingerprintOf(withPassword(PASSWORD))).toBe(await fingerprintOf(withPassword(PASSWORD)));
  });

  it.each([
    ['another password', withPassword('another')],
    ['another login name', withPassword(PASSWORD, 'somebody-else')],
    ['a client certificate', withCertificate('one')],
    ['another client certificate', withCertificate('two')],
  ])('is another with %s', async (_, credentials) => {
    const others = [withPassword(PASSWORD), withCertificate('one'), withCertificate('two')];
    const different = others.filter((other) => JSON.stringify(other) !== JSON.stringify(credentials));
    for (const other of different) {
      expect(await fingerprintOf(credentials)).not.toBe(await fingerprintOf(other));
    }
  });

  it('changes with the password while the client lives', async () => {
    let password = PASSWORD;
    const client = clientWith(() => withPassword(password));
    const before = await client.loginFingerprint();
    password = 'rotated';
    const after = await client.loginFingerprint();

    expect(after).not.toBe(before);
    expect(after).toBe(await fingerprintOf(withPassword('rotated')));
  });

  it('is null while the credentials cannot be read', async () => {
    const client = clientWith(() => {
      throw new Error('no such file');
    });
    expect(await client.loginFingerprint()).toBeNull();
    expect(await clientWith(() => withPassword(' ')).loginFingerprint()).toBeNull();
  });
});
