import { afterAll, describe, expect, it } from '@jest/globals';
import { faultsOf, LOGIN } from '../../test/support/config-faults.js';
import { ScratchFolder } from '../../test/support/scratch-folder.js';
import { type SectigoProxy } from './config.js';
import { readConfig } from './read-config.js';

const folder = new ScratchFolder();
afterAll(() => folder.remove());

const proxyOf = (set: Record<string, string>): SectigoProxy | undefined =>
  readConfig({ ...LOGIN, ...set }).sectigo?.proxy;

describe('the proxy on the way to Sectigo', () => {
  it('is there only where it is set for it', () => {
    expect(
      proxyOf({ HTTPS_PROXY: 'http://proxy:3128', HTTP_PROXY: 'http://proxy:3128', all_proxy: 'http://p' }),
    ).toBeUndefined();
    expect(proxyOf({ SECTIGO_PROXY_URL: 'http://proxy:3128' })).toEqual({ url: 'http://proxy:3128' });
  });

  it('has a login that is read again for each connection where it is in a file, and a CA of its own', () => {
    const path = folder.file('login', 'gateway:s3cret:with colon\n');
    expect(
      proxyOf({
        SECTIGO_PROXY_URL: 'https://proxy.internal:8443',
        SECTIGO_PROXY_LOGIN_FILE: path,
        SECTIGO_PROXY_CA_FILE: folder.file('ca', 'PEM'),
      }),
    ).toEqual({ url: 'https://proxy.internal:8443', loginFile: path, ca: 'PEM' });
    expect(proxyOf({ SECTIGO_PROXY_URL: 'http://proxy', SECTIGO_PROXY_LOGIN: 'gateway:s3cret' })).toEqual({
      url: 'http://proxy',
      login: 'gateway:s3cret',
    });
  });

  it.each([
    ['http://gateway:s3cret@proxy:3128', 'no credentials: they belong in SECTIGO_PROXY_LOGIN'],
    ['http://proxy:3128/s3cret', 'a host and a port, without path, query or fragment'],
    ['http://proxy:3128/?s3cret', 'a host and a port, without path, query or fragment'],
    ['http://proxy:3128/#s3cret', 'a host and a port, without path, query or fragment'],
  ])('may not be %s', (url, words) => {
    const verb = words.startsWith('no') ? 'have' : 'be';
    expect(faultsOf({ ...LOGIN, SECTIGO_PROXY_URL: url })).toEqual([
      `SECTIGO_PROXY_URL must ${verb} ${words}`,
    ]);
  });

  it.each(['socks5://proxy:1080', 'proxy:3128', 's3cret'])('may not be %s, which is no proxy', (url) => {
    const faults = faultsOf({ ...LOGIN, SECTIGO_PROXY_URL: url });
    expect(faults).toEqual([expect.stringMatching(/^SECTIGO_PROXY_URL must be a URL/)]);
    expect(faults.join()).not.toContain('s3cret');
  });

  it.each(['s3cret', ':s3cret', 's3cret:', 'user:s3cret\r\nX-Header: 1'])('has no login %j', (login) => {
    expect(faultsOf({ ...LOGIN, SECTIGO_PROXY_URL: 'http://proxy', SECTIGO_PROXY_LOGIN: login })).toEqual([
      'SECTIGO_PROXY_LOGIN must be user:password',
    ]);
  });

  it('has no CA where there is no TLS to it', () => {
    const ca = folder.file('ca', 'PEM');
    expect(faultsOf({ ...LOGIN, SECTIGO_PROXY_URL: 'http://proxy', SECTIGO_PROXY_CA_FILE: ca })).toEqual([
      'SECTIGO_PROXY_CA_FILE is for a proxy with https, and SECTIGO_PROXY_URL is http',
    ]);
  });

  it('is needed by whatever belongs to it', () => {
    const file = folder.file('any', 'gateway:s3cret');
    const needed = (name: string): string =>
      `SECTIGO_PROXY_URL or SECTIGO_PROXY_URL_FILE is needed with ${name}`;
    expect(faultsOf({ ...LOGIN, SECTIGO_PROXY_LOGIN_FILE: file, SECTIGO_PROXY_CA_FILE: file })).toEqual([
      needed('SECTIGO_PROXY_LOGIN_FILE'),
      needed('SECTIGO_PROXY_CA_FILE'),
    ]);
    expect(faultsOf({ ...LOGIN, SECTIGO_PROXY_LOGIN: 'gateway:s3cret' })).toEqual([
      needed('SECTIGO_PROXY_LOGIN'),
    ]);
  });
});
