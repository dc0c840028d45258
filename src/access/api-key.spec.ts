import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyText } from '../../test/support/any-text.js';
import { checkDigits, hashSecret, isSameSecret, newApiKey, parseApiKey } from './api-key.js';

const ID = '01JD0000000000000000000000';
const SECRET = 'A-_'.repeat(14) + 'z';

describe('a new key', () => {
  it('is a token of its id and a secret, of which the hash alone is kept', () => {
    const { id, token, secretHash } = newApiKey();
    const [, suffix, secret = ''] = /^sgk_([0-9A-Z]{26})_([A-Za-z0-9_-]{43})$/.exec(token) ?? [];

    expect(id).toBe(`key_${suffix}`);
    expect(secretHash).toBe(createHash('sha256').update(secret).digest('hex'));
    expect(secretHash).not.toContain(secret);
    expect(parseApiKey(token)).toEqual({ id, secret });
    expect(isSameSecret(secret, secretHash)).toBe(true);
  });

  it('is like no other', () => {
    const keys = Array.from({ length: 200 }, newApiKey);
    expect(new Set(keys.map(({ id }) => id)).size).toBe(200);
    expect(new Set(keys.map(({ secretHash }) => secretHash)).size).toBe(200);
  });
});

describe('the check digits of a key', () => {
  it('are its last six characters, of all that is before them', () => {
    for (const { token } of Array.from({ length: 50 }, newApiKey)) {
      expect(token.slice(-6)).toBe(checkDigits(token.slice(0, -6)));
    }
  });

  it('are those that others compute', () => {
    // zlib.crc32 of Python, four bytes, the highest first, in base64url
    expect(checkDigits(`sgk_${ID}_${'A-_'.repeat(12)}z`)).toBe('DqgIsw');
  });
});

describe('a token', () => {
  it('is taken apart', () => {
    expect(parseApiKey(`sgk_${ID}_${SECRET}`)).toEqual({ id: `key_${ID}`, secret: SECRET });
  });

  it.each([
    '',
    'sgk_',
    `sgk_${ID}`,
    `sgk_${ID}_`,
    `sgk_${ID}_${SECRET.slice(1)}`,
    `sgk_${ID}_${SECRET}a`,
    `sgk_${ID}_${SECRET}\n`,
    `sgk_${ID}_${SECRET.slice(1)}=`,
    `sgk_${ID}_${SECRET.slice(1)}+`,
    `sgk_${ID.slice(1)}_${SECRET}`,
    `sgk_${ID.toLowerCase()}_${SECRET}`,
    `sgk_${ID.replace('J', 'U')}_${SECRET}`,
    `SGK_${ID}_${SECRET}`,
    ` sgk_${ID}_${SECRET}`,
    `sgo_${ID}_${SECRET}`,
    `key_${ID}_${SECRET}`,
  ])('%j is none of ours', (token) => {
    expect(parseApiKey(token)).toBeUndefined();
  });

  it('is none of ours if it is any other text', () => {
    fc.assert(
      fc.property(anyText(), (token) => {
        expect(parseApiKey(token)).toBeUndefined();
      }),
    );
  });
});

describe('a secret', () => {
  it('is the same as its own hash only', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        expect(isSameSecret(one, hashSecret(other))).toBe(one === other);
      }),
    );
  });

  it('is hashed to lower-case hex SHA-256', () => {
    expect(hashSecret('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });
});
