import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { faultsOf, LOGIN, namesOf } from '../../test/support/config-faults.js';
import { ScratchFolder } from '../../test/support/scratch-folder.js';
import { readConfig } from './read-config.js';

const folder = new ScratchFolder();
afterAll(() => folder.remove());

describe('a file', () => {
  it.each([
    'SECTIGO_LOGIN_PASSWORD_FILE',
    'SECTIGO_CLIENT_CERT_FILE',
    'SECTIGO_CLIENT_KEY_FILE',
    'SECTIGO_CA_FILE',
    'SECTIGO_ERROR_CODES_FILE',
    'OPERATOR_KEY_FILE',
  ])('of %s that cannot be read is a fault, without its path', (name) => {
    const path = join(folder.path, 'absent-s3cret');
    const faults = faultsOf({ ...LOGIN, [name]: path });
    expect(faults).toContain(`${name} names a file that cannot be read`);
    expect(faults.join()).not.toContain('s3cret');
  });

  it('gives the operator key without the line end', () => {
    const key = 'operator-key-0123456789';
    expect(readConfig({ OPERATOR_KEY_FILE: folder.file('operator', `${key}\n`) }).operatorKey).toBe(key);
    expect(namesOf({ OPERATOR_KEY_FILE: folder.file('short', 'short\n') })).toEqual(['OPERATOR_KEY_FILE']);
    expect(
      readConfig({ OPERATOR_KEY: key, OPERATOR_KEY_FILE: folder.file('other', 'x'.repeat(20)) }).operatorKey,
    ).toBe(key);
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
