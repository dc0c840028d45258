import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { faultsOf, namesOf } from '../../test/support/config-faults.js';
import { findWarnings } from './find-warnings.js';
import { readConfig } from './read-config.js';

const [current, former] = [randomBytes(32), randomBytes(32)];

describe('encryption keys', () => {
  it.each(['base64', 'base64url', 'hex'] as const)(
    'may be %s, one a line, the one that writes first',
    (form) => {
      const text = `${current.toString(form)}\n${former.toString(form)}\n`;
      expect(readConfig({ ENCRYPTION_KEY: text }).encryptionKeys).toEqual([current, former]);
    },
  );

  it.each([
    's3cret',
    randomBytes(16).toString('hex'),
    randomBytes(33).toString('base64'),
    `${'s3cret'.repeat(7)}!`,
  ])('are not %j, and a fault says nothing of it', (text) => {
    expect(namesOf({ ENCRYPTION_KEY: text })).toEqual(['ENCRYPTION_KEY']);
    expect(faultsOf({ ENCRYPTION_KEY: text }).join()).not.toContain(text);
  });

  it('that are easily guessed cause a warning', () => {
    const weak = { ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('hex') };
    expect(findWarnings(readConfig(weak), weak)).toEqual([
      expect.stringMatching(/^ENCRYPTION_KEY is easily guessed/),
    ]);
  });
});
