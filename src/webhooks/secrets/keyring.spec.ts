import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { Keyring } from './keyring.js';

const SECRET = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD';
const [former, current] = [randomBytes(32), randomBytes(32)];

describe('a keyring', () => {
  it('reads what it sealed, which nobody else can read', () => {
    const sealed = new Keyring([current]).seal(SECRET, 'whk_1');
    expect(sealed).toMatch(/^aes-256-gcm:[0-9a-f]{8}:[A-Za-z0-9+/]+=*$/);
    expect(sealed).not.toContain(SECRET.slice('whsec_'.length));
    expect(new Keyring([current]).open(sealed, 'whk_1')).toBe(SECRET);
    expect(new Keyring([former]).open(sealed, 'whk_1')).toBeUndefined();
    expect(new Keyring().open(sealed, 'whk_1')).toBeUndefined();
  });

  it('never writes the same twice', () => {
    const keyring = new Keyring([current]);
    expect(keyring.seal(SECRET, 'whk_1')).not.toBe(keyring.seal(SECRET, 'whk_1'));
  });

  it('writes with its first key and reads with all', () => {
    const keyring = new Keyring([current, former]);
    expect(keyring.open(new Keyring([former]).seal(SECRET, 'whk_1'), 'whk_1')).toBe(SECRET);
    expect(new Keyring([current]).open(keyring.seal(SECRET, 'whk_1'), 'whk_1')).toBe(SECRET);
    expect(keyring.readableIds).toEqual(['', keyring.currentId, new Keyring([former]).currentId]);
  });

  it('without a key stores secrets as they are, and with one still reads these', () => {
    expect(new Keyring().seal(SECRET, 'whk_1')).toBe(SECRET);
    expect(new Keyring([current]).open(SECRET, 'whk_1')).toBe(SECRET);
  });

  it('opens nothing in the row of another webhook', () => {
    const keyring = new Keyring([current]);
    expect(keyring.open(keyring.seal(SECRET, 'whk_1'), 'whk_2')).toBeUndefined();
  });

  it.each([12, 20, 40, -1])('opens nothing whose byte %i was changed', (at) => {
    const keyring = new Keyring([current]);
    const [cipher, id, text = ''] = keyring.seal(SECRET, 'whk_1').split(':');
    const bytes = Buffer.from(text, 'base64');
    const index = at < 0 ? bytes.length + at : at;
    bytes[index] = (bytes[index] ?? 0) ^ 1;
    expect(keyring.open([cipher, id, bytes.toString('base64')].join(':'), 'whk_1')).toBeUndefined();
    expect(
      keyring.open([cipher, id, bytes.subarray(0, 27).toString('base64')].join(':'), 'whk_1'),
    ).toBeUndefined();
  });
});
