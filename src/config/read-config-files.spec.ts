import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { faultsOf, LOGIN, namesOf } from '../../test/support/config-faults.js';
import { ScratchFolder } from '../../test/support/scratch-folder.js';
import { variableNames } from './environment.js';
import { readConfig, readRunningConfig } from './read-config.js';
import { FROM_FILES } from './secret-files.js';

const folder = new ScratchFolder();
afterAll(() => folder.remove());

const { SECTIGO_LOGIN_PASSWORD, ...NO_PASSWORD } = LOGIN;

/** Whatever else a variable needs, so that it alone can be at fault. */
const COMPLETE: Record<(typeof FROM_FILES)[number], string> = {
  DATABASE_URL: 'postgres://gateway:s3cret@h/db',
  DATABASE_DIRECT_URL: 'postgres://gateway:s3cret@direct/db',
  REDIS_URL: 'redis://:s3cret@h',
  ...LOGIN,
  SECTIGO_PROXY_URL: 'http://proxy:3128',
  SECTIGO_PROXY_LOGIN: 'gateway:s3cret',
  OPERATOR_KEY: 'operator-key-s3cret-0',
  ENCRYPTION_KEY: `${'s3cret'.padEnd(43, '0')}=`,
  OIDC_CLIENT_SECRET: 'client-s3cret',
  NOTIFICATION_PASSWORD: 'push s3cret ',
  METRICS_TOKEN: 'metrics-token-s3cret-0',
  OTEL_EXPORTER_OTLP_HEADERS: 'authorization=s3cret',
};
const WITH_USER = {
  ...COMPLETE,
  NOTIFICATION_USER: 'sectigo',
  OIDC_ISSUER: 'https://issuer.example',
  OIDC_CLIENT_ID: 'gateway',
};

describe('a secret', () => {
  it('may come from a file, whichever it is', () => {
    const secret = /(_KEY|_PASSWORD|_LOGIN|_TOKEN|_SECRET|_HEADERS)$|^(DATABASE|REDIS).*_URL$/;
    expect(
      variableNames().filter(
        (name) => secret.test(name) && !(FROM_FILES as readonly string[]).includes(name),
      ),
    ).toEqual([]);
  });

  it.each(FROM_FILES)('%s is in its file what it is in its variable', (name) => {
    const { [name]: content, ...rest } = WITH_USER;
    for (const lineEnd of ['', '\n', '\r\n']) {
      const fromFile = readRunningConfig({
        ...rest,
        [`${name}_FILE`]: folder.file(name, `${content}${lineEnd}`),
      });
      const { loginPasswordFile, proxy, ...sectigo } = fromFile.sectigo;
      const { loginFile, ...way } = proxy ?? { url: '' };
      const password = loginPasswordFile === undefined ? {} : { loginPassword: LOGIN.SECTIGO_LOGIN_PASSWORD };
      const login = loginFile === undefined ? {} : { login: COMPLETE.SECTIGO_PROXY_LOGIN };
      expect({ ...fromFile, sectigo: { ...sectigo, ...password, proxy: { ...way, ...login } } }).toEqual(
        readRunningConfig(WITH_USER),
      );
    }
  });

  it.each(FROM_FILES)('%s is not given twice', (name) => {
    const file = folder.file(name, COMPLETE[name]);
    expect(faultsOf({ ...WITH_USER, [`${name}_FILE`]: file }, readRunningConfig)).toEqual([
      `${name} and ${name}_FILE are both set: only one may be`,
    ]);
  });

  it.each(FROM_FILES)('%s is at fault by the name of its file, without path and content', (name) => {
    const { [name]: _, ...rest } = WITH_USER;
    const faultsWith = (path: string): readonly string[] =>
      faultsOf({ ...rest, [`${name}_FILE`]: path }, readRunningConfig);
    expect(faultsWith(join(folder.path, 'absent-s3cret'))).toEqual([
      `${name}_FILE names a file that cannot be read`,
    ]);
    expect(faultsWith(folder.path)).toEqual([`${name}_FILE names a file that cannot be read`]);
    expect(faultsWith(folder.file('empty', '\n'))).toEqual([`${name}_FILE names a file that is empty`]);
  });

  it('must be right in a file as well', () => {
    const faults = faultsOf({ OPERATOR_KEY_FILE: folder.file('short', 's3cret\n') });
    expect(faults).toEqual([
      expect.stringMatching(/^OPERATOR_KEY_FILE names a file whose content must be longer/),
    ]);
    expect(faults.join()).not.toContain('s3cret');
    expect(namesOf({ DATABASE_URL_FILE: folder.file('url', 'postgres://u:a#b@h/d') })).toEqual([
      'DATABASE_URL_FILE',
    ]);
  });

  it('of the login with Sectigo is read again for each order, so its path is kept', () => {
    const path = folder.file('password', 's3cret\n');
    expect(readConfig({ ...NO_PASSWORD, SECTIGO_LOGIN_PASSWORD_FILE: path }).sectigo).toEqual({
      url: LOGIN.SECTIGO_URL,
      loginName: 'reseller',
      loginPasswordFile: path,
    });
  });
});

describe('a file', () => {
  it.each([
    'SECTIGO_CLIENT_CERT_FILE',
    'SECTIGO_CLIENT_KEY_FILE',
    'SECTIGO_CA_FILE',
    'SECTIGO_ERROR_CODES_FILE',
  ])('of %s that cannot be read is a fault, without its path', (name) => {
    const faults = faultsOf({ ...LOGIN, [name]: join(folder.path, 'absent-s3cret') });
    expect(faults).toContain(`${name} names a file that cannot be read`);
    expect(faults.join()).not.toContain('s3cret');
  });

  it('gives the error codes as they are, or is not JSON', () => {
    const rows = [{ code: -200, problem: 'email-invalid' }];
    expect(
      readConfig({ SECTIGO_ERROR_CODES_FILE: folder.file('codes', JSON.stringify(rows)) }).errorCodes,
    ).toEqual(rows);
    expect(faultsOf({ SECTIGO_ERROR_CODES_FILE: folder.file('no-json', 's3cret') })).toEqual([
      'SECTIGO_ERROR_CODES_FILE names a file that is not JSON',
    ]);
  });
});
