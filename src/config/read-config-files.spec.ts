import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ConfigError } from './config.js';
import { readConfig } from './read-config.js';

type Variables = Record<string, string | undefined>;

function faultsOf(variables: Variables): readonly string[] {
  try {
    readConfig(variables);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}

/** The names at the start of the faults. */
const namesOf = (variables: Variables): string[] =>
  faultsOf(variables).map((fault) => fault.split(' ')[0] ?? '');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'read-config-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const LOGIN = { SECTIGO_LOGIN_NAME: 'reseller', SECTIGO_LOGIN_PASSWORD: 'pa ss' };

describe('a file', () => {
  it.each([
    'SECTIGO_LOGIN_PASSWORD_FILE',
    'SECTIGO_CLIENT_CERT_FILE',
    'SECTIGO_CLIENT_KEY_FILE',
    'SECTIGO_CA_FILE',
    'SECTIGO_ERROR_CODES_FILE',
    'OPERATOR_KEY_FILE',
  ])('of %s that cannot be read is a fault, without its path', (name) => {
    const path = join(folder, 'absent-s3cret');
    const faults = faultsOf({ ...LOGIN, [name]: path });
    expect(faults).toContain(`${name} names a file that cannot be read`);
    expect(faults.join()).not.toContain('s3cret');
  });

  it('gives the operator key without the line end', () => {
    const key = 'operator-key-0123456789';
    expect(readConfig({ OPERATOR_KEY_FILE: file('operator', `${key}\n`) }).operatorKey).toBe(key);
    expect(namesOf({ OPERATOR_KEY_FILE: file('short', 'short\n') })).toEqual(['OPERATOR_KEY_FILE']);
    expect(
      readConfig({ OPERATOR_KEY: key, OPERATOR_KEY_FILE: file('other', 'x'.repeat(20)) }).operatorKey,
    ).toBe(key);
  });

  it('gives the error codes as they are, or is not JSON', () => {
    const rows = [{ code: -200, problem: 'email-invalid' }];
    expect(readConfig({ SECTIGO_ERROR_CODES_FILE: file('codes', JSON.stringify(rows)) }).errorCodes).toEqual(
      rows,
    );
    expect(faultsOf({ SECTIGO_ERROR_CODES_FILE: file('no-json', 's3cret') })).toEqual([
      'SECTIGO_ERROR_CODES_FILE names a file that is not JSON',
    ]);
  });
});
