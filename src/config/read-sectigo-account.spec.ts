import { afterAll, describe, expect, it } from '@jest/globals';
import { faultsOf, LOGIN, namesOf } from '../../test/support/config-faults.js';
import { ScratchFolder } from '../../test/support/scratch-folder.js';
import { readConfig, readRunningConfig, readStartConfig } from './read-config.js';

const folder = new ScratchFolder();
afterAll(() => folder.remove());

describe('the address of Sectigo', () => {
  it.each([
    ['https://secure.example/products', 'https://secure.example/products/'],
    ['https://secure.example/products/', 'https://secure.example/products/'],
    ['HTTPS://secure.example', 'HTTPS://secure.example/'],
    ['http://localhost:8080', 'http://localhost:8080/'],
    ['http://127.0.0.1:8080/p/', 'http://127.0.0.1:8080/p/'],
    ['http://127.9.9.9', 'http://127.9.9.9/'],
  ])('may be %s', (given, url) => {
    expect(readConfig({ ...LOGIN, SECTIGO_URL: given }).sectigo?.url).toBe(url);
  });

  it.each([
    'http://secure.example/',
    'http://127.0.0.1.example/',
    'http://localhost.example/',
    'http://127.evil.example/',
    'http://10.0.0.1/',
    'http://128.0.0.1/',
  ])('may not be %s, where others could read what is sent', (url) => {
    expect(faultsOf({ ...LOGIN, SECTIGO_URL: url })).toEqual([
      'SECTIGO_URL must be https; http is for loopback only',
    ]);
  });

  it.each([
    'https://user:s3cret@secure.example/',
    'https://secure.example/?a=s3cret',
    'https://secure.example/#s3cret',
  ])('may not be %s', (url) => {
    expect(faultsOf({ ...LOGIN, SECTIGO_URL: url })).toEqual([
      'SECTIGO_URL must have no credentials, query or fragment',
    ]);
  });
});

describe('a simulator that runs apart', () => {
  it('is told from an account', () => {
    const simulator = { ...LOGIN, SECTIGO_URL: 'http://127.0.0.1:4010/products/', SECTIGO_SIMULATED: 'true' };
    expect(readConfig(simulator).sectigo).toMatchObject({ simulated: true });
    expect(readConfig({ ...simulator, SECTIGO_SIMULATED: 'false' }).sectigo).not.toHaveProperty('simulated');
  });

  it.each(['https://simulator:4010/products/', 'https://simulator.shop.svc.cluster.local/products/'])(
    'may be %s, which only this network knows',
    (url) => {
      const simulator = { ...LOGIN, SECTIGO_URL: url, SECTIGO_SIMULATED: 'true' };
      expect(readConfig(simulator).sectigo).toMatchObject({ url, simulated: true });
    },
  );

  it('gets the password over TLS alone when it is on another machine', () => {
    const plain = { ...LOGIN, SECTIGO_URL: 'http://simulator:4010/products/', SECTIGO_SIMULATED: 'true' };
    expect(faultsOf(plain)).toEqual(['SECTIGO_URL must be https; http is for loopback only']);
  });

  it.each([
    'https://secure.example/products/',
    'https://192.0.2.1/products/',
    'https://[2001:db8::1]/products/',
  ])('is never %s, which may be Sectigo', (url) => {
    expect(faultsOf({ ...LOGIN, SECTIGO_URL: url, SECTIGO_SIMULATED: 'true' })).toEqual([
      expect.stringMatching(/^SECTIGO_SIMULATED is for a simulator.*: SECTIGO_URL is elsewhere$/),
    ]);
  });
});

describe('an account that is half set', () => {
  const FILE = folder.file('any', 'content');
  const ONE_OF_AN_ACCOUNT = {
    SECTIGO_URL: 'https://secure.example/',
    SECTIGO_URL_FILE: folder.file('url', 'https://secure.example/'),
    SECTIGO_LOGIN_NAME: 'reseller',
    SECTIGO_LOGIN_NAME_FILE: FILE,
    SECTIGO_LOGIN_PASSWORD: 's3cret',
    SECTIGO_LOGIN_PASSWORD_FILE: FILE,
    SECTIGO_CLIENT_CERT_FILE: FILE,
    SECTIGO_CLIENT_KEY_FILE: FILE,
    SECTIGO_CA_FILE: FILE,
    SECTIGO_PROXY_URL: 'http://proxy:3128',
    SECTIGO_PROXY_LOGIN: 'gateway:s3cret',
    SECTIGO_SAME_ACCOUNT: '0123abcd',
  };

  it.each(Object.entries(ONE_OF_AN_ACCOUNT))('by %s is never the simulator', (name, value) => {
    for (const read of [readConfig, readStartConfig]) {
      const faults = faultsOf({ [name]: value }, read);
      expect(faults.length).toBeGreaterThan(0);
      expect(faults.filter((fault) => fault.includes('is needed'))).toEqual(
        faults.filter((fault) => fault.endsWith(` is needed with ${name}`)),
      );
      expect(faults.join()).not.toContain(value);
    }
  });

  it('is told of everything that is missing', () => {
    expect(faultsOf({ SECTIGO_LOGIN_PASSWORD: 's3cret' })).toEqual([
      'SECTIGO_URL or SECTIGO_URL_FILE is needed with SECTIGO_LOGIN_PASSWORD',
      'SECTIGO_LOGIN_NAME or SECTIGO_LOGIN_NAME_FILE is needed with SECTIGO_LOGIN_PASSWORD',
    ]);
    expect(namesOf({ ...LOGIN, SECTIGO_URL: undefined })).toEqual(['SECTIGO_URL']);
    expect(namesOf({ ...LOGIN, SECTIGO_LOGIN_PASSWORD: '' })).toEqual(['SECTIGO_LOGIN_PASSWORD']);
  });

  it('by a name that is misspelt is told which one was meant', () => {
    const { SECTIGO_LOGIN_NAME, ...rest } = LOGIN;
    expect(faultsOf({ ...rest, SECTIGO_LOGNI_NAME: SECTIGO_LOGIN_NAME })).toEqual([
      'SECTIGO_LOGIN_NAME or SECTIGO_LOGIN_NAME_FILE is needed with SECTIGO_URL',
      'SECTIGO_LOGNI_NAME is not known; did you mean SECTIGO_LOGIN_NAME?',
    ]);
    expect(faultsOf({ SECTIGO_LOGNI_NAME: 's3cret' })).toEqual([
      'SECTIGO_LOGNI_NAME is not known; did you mean SECTIGO_LOGIN_NAME?',
    ]);
  });
});

describe('the simulator', () => {
  const TUNING = {
    SECTIGO_TIMEOUT_MS: '1000',
    SECTIGO_CONNECT_TIMEOUT_MS: '1000',
    SECTIGO_PARAMETER_NAMES: '{}',
    SECTIGO_ERROR_CODES_FILE: folder.file('codes', '[]'),
    SECTIGO_FOREIGN_ORDER_NUMBER: 'on',
  };

  it('stands in when nothing names an account, whatever else is set', () => {
    expect(readStartConfig(TUNING).sectigo).toBeUndefined();
    expect(
      readStartConfig({ ...TUNING, DATABASE_URL: 'postgres://h/db', NODE_ENV: 'test' }).sectigo,
    ).toBeUndefined();
  });

  it('does not stand in in production', () => {
    const why = ': with NODE_ENV=production no simulator is started';
    expect(faultsOf({ ...TUNING, NODE_ENV: 'production' }, readStartConfig)).toEqual([
      `SECTIGO_URL or SECTIGO_URL_FILE is needed${why}`,
      `SECTIGO_LOGIN_NAME or SECTIGO_LOGIN_NAME_FILE is needed${why}`,
      `SECTIGO_LOGIN_PASSWORD or SECTIGO_LOGIN_PASSWORD_FILE is needed${why}`,
    ]);
    expect(readStartConfig({ ...LOGIN, NODE_ENV: 'production' }).sectigo?.loginName).toBe('reseller');
  });
});

describe('the production program', () => {
  const COMPLETE = {
    ...LOGIN,
    DATABASE_URL: 'postgres://h/db',
    REDIS_URL: 'redis://h',
    OPERATOR_KEY: 'operator-key-0123456789',
  };

  it('demands everything, one line for each', () => {
    expect(readRunningConfig(COMPLETE)).toMatchObject({
      databaseUrl: 'postgres://h/db',
      redisUrl: 'redis://h',
    });
    expect(faultsOf({}, readRunningConfig)).toEqual([
      'DATABASE_URL or DATABASE_URL_FILE is needed',
      'REDIS_URL or REDIS_URL_FILE is needed',
      'OPERATOR_KEY or OPERATOR_KEY_FILE is needed',
      'SECTIGO_URL or SECTIGO_URL_FILE is needed',
      'SECTIGO_LOGIN_NAME or SECTIGO_LOGIN_NAME_FILE is needed',
      'SECTIGO_LOGIN_PASSWORD or SECTIGO_LOGIN_PASSWORD_FILE is needed',
    ]);
  });

  it.each(Object.keys(COMPLETE))('does not start without %s', (name) => {
    expect(namesOf({ ...COMPLETE, [name]: '' }, readRunningConfig)).toEqual([name]);
    expect(namesOf({ ...COMPLETE, [name]: undefined }, readRunningConfig)).toEqual([name]);
  });

  it('takes a client certificate instead of a password', () => {
    const certificate = {
      SECTIGO_CLIENT_CERT_FILE: folder.file('cert', 'CERT'),
      SECTIGO_CLIENT_KEY_FILE: folder.file('key', 'KEY'),
      SECTIGO_CA_FILE: folder.file('ca', 'CA'),
    };
    const { SECTIGO_LOGIN_PASSWORD, ...rest } = { ...COMPLETE, ...certificate };
    expect(readRunningConfig(rest).sectigo).toEqual({
      url: 'https://secure.example/products/',
      loginName: 'reseller',
      clientCertificate: { cert: 'CERT', key: 'KEY' },
      ca: 'CA',
    });
    expect(namesOf({ ...rest, SECTIGO_CLIENT_KEY_FILE: undefined }, readRunningConfig)).toEqual([
      'SECTIGO_CLIENT_CERT_FILE',
    ]);
  });
});

describe('a process that takes any certificate for genuine', () => {
  const UNCHECKED = { NODE_TLS_REJECT_UNAUTHORIZED: '0' };

  it('gets no real account', () => {
    expect(namesOf({ ...LOGIN, ...UNCHECKED })).toEqual(['NODE_TLS_REJECT_UNAUTHORIZED']);
    expect(namesOf({ ...LOGIN, NODE_TLS_REJECT_UNAUTHORIZED: '1' })).toEqual([]);
  });

  it('may try things out on this machine', () => {
    expect(namesOf({ ...LOGIN, ...UNCHECKED, SECTIGO_URL: 'https://127.0.0.1:8443/' })).toEqual([]);
    expect(namesOf(UNCHECKED)).toEqual([]);
  });
});
