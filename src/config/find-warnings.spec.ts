import { afterAll, describe, expect, it } from '@jest/globals';
import { LOGIN, type Variables } from '../../test/support/config-faults.js';
import { ScratchFolder } from '../../test/support/scratch-folder.js';
import { findWarnings } from './find-warnings.js';
import { readConfig } from './read-config.js';

const folder = new ScratchFolder();
afterAll(() => folder.remove());

const warnings = (variables: Variables): string[] => findWarnings(readConfig(variables), variables);

describe('an operator is warned', () => {
  it('of nothing that is as it should be', () => {
    const settings = {
      ...LOGIN,
      PUBLIC_URL: 'https://gateway.example',
      OPERATOR_KEY: 'operator-key-0123456789',
    };
    expect(warnings({ ...settings, PATH: '/bin', HOME: '/root', NODE_ENV: 'production', LANG: 'C' })).toEqual(
      [],
    );
  });

  it.each(['HTTPS_PROXY', 'http_proxy', 'ALL_PROXY'])('of %s, which only others heed', (name) => {
    const proxy = { [name]: 'http://proxy:3128' };
    expect(warnings({ ...LOGIN, ...proxy })).toEqual([
      `${name} has no effect: set SECTIGO_PROXY_URL to reach Sectigo through a proxy`,
    ]);
    expect(warnings({ ...LOGIN, ...proxy, SECTIGO_PROXY_URL: 'http://proxy:3128' })).toEqual([]);
    expect(warnings(proxy)).toEqual([]);
  });

  it.each([
    'https://gateway.example',
    'https://gateway.example:8443/base',
    'https://1.1.1.1',
    'https://[2606:4700::1111]',
  ])('of WEBHOOK_ALLOW_PRIVATE beside %s', (PUBLIC_URL) => {
    expect(warnings({ WEBHOOK_ALLOW_PRIVATE: 'true', PUBLIC_URL })).toEqual([
      expect.stringMatching(/^WEBHOOK_ALLOW_PRIVATE is true.* PUBLIC_URL /),
    ]);
    expect(warnings({ PUBLIC_URL })).toEqual([]);
  });

  it.each([
    'http://localhost:3000',
    'https://localhost',
    'https://gateway',
    'https://gateway.internal',
    'https://10.0.0.1',
    'https://[fd00::1]',
    'http://gateway.example',
  ])('not of WEBHOOK_ALLOW_PRIVATE beside %s', (PUBLIC_URL) => {
    expect(warnings({ WEBHOOK_ALLOW_PRIVATE: 'true', PUBLIC_URL })).toEqual([]);
  });

  it.each<[string, string]>([
    ['OPERATOR_KEY', 'a'.repeat(20)],
    ['OPERATOR_KEY', 'abababababababababab'],
    ['METRICS_TOKEN', '12341234123412341234'],
    ['NOTIFICATION_PASSWORD', 'abababababababab'],
  ])('of an %s that is easily guessed, without it', (name, secret) => {
    const user = name === 'NOTIFICATION_PASSWORD' ? { NOTIFICATION_USER: 'sectigo' } : {};
    const expected = [expect.stringMatching(`^${name} is easily guessed`)];
    for (const given of [{ [name]: secret }, { [`${name}_FILE`]: folder.file(name, secret) }]) {
      expect(warnings({ ...user, ...given })).toEqual(expected);
      expect(warnings({ ...user, ...given }).join()).not.toContain(secret);
    }
  });

  it('of a NOTIFICATION_PASSWORD that could be found by trying', () => {
    const warningsOf = (NOTIFICATION_PASSWORD: string): string[] =>
      warnings({ NOTIFICATION_USER: 'sectigo', NOTIFICATION_PASSWORD });
    expect(warningsOf('0123456789abcde')).toEqual([
      'NOTIFICATION_PASSWORD can be guessed: it has fewer than 16 characters',
    ]);
    expect(warningsOf('0123456789abcdef')).toEqual([]);
  });

  it('of certificates that nobody checks', () => {
    expect(warnings({ NODE_TLS_REJECT_UNAUTHORIZED: '0' })).toEqual([
      'NODE_TLS_REJECT_UNAUTHORIZED is 0, so any certificate is accepted',
    ]);
    expect(warnings({ NODE_TLS_REJECT_UNAUTHORIZED: '1' })).toEqual([]);
  });

  it.each<[string, string]>([
    ['SUBMIT_CONCURENCY', 'SUBMIT_CONCURENCY is not known; did you mean SUBMIT_CONCURRENCY?'],
    ['WEBHOOK_ALOW_PRIVAT', 'WEBHOOK_ALOW_PRIVAT is not known; did you mean WEBHOOK_ALLOW_PRIVATE?'],
    ['OPERATOR_KEYFILE', 'OPERATOR_KEYFILE is not known; did you mean OPERATOR_KEY_FILE?'],
    ['DATABASE_URI', 'DATABASE_URI is not known; did you mean DATABASE_URL?'],
    ['REDISS_URL', 'REDISS_URL is not known; did you mean REDIS_URL?'],
    ['log_level', 'log_level is not known; did you mean LOG_LEVEL?'],
    ['JWT_SOMETHING_ELSE_ALTOGETHER', 'JWT_SOMETHING_ELSE_ALTOGETHER is not known'],
  ])('of %s', (name, line) => {
    expect(warnings({ [name]: 's3cret' })).toEqual([line]);
    expect(warnings({ [name]: '' })).toEqual([]);
  });

  it.each([
    'PGHOST',
    'DATABASE_HOST',
    'REDIS_HOST',
    'HOSTNAME',
    'LOG_DRIVER',
    'OTEL_SDK_DISABLED',
    'SIMULATOR_PORT',
    'STATUS',
    'SECTIGO_GATEWAY_SERVICE_HOST',
    'SECTIGO_GATEWAY_SERVICE_PORT_HTTP',
    'SECTIGO_GATEWAY_PORT',
    'SECTIGO_GATEWAY_PORT_3000_TCP_ADDR',
    'WEBHOOK_RECEIVER_SERVICE_HOST',
  ])('not of %s, which others set', (name) => {
    expect(warnings({ [name]: 'value' })).toEqual([]);
  });
});
