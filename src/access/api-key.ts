import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { type Id, isId, newId } from '../shared/ids.js';

const TOKEN = /^sgk_([0-9A-Z]{26})_([A-Za-z0-9_-]{43})$/;
/** Of the 43 characters of a secret the last six are its check digits: 32 bits. The others are random: 222 bits. */
const RANDOM_CHARACTERS = 37;

export interface NewApiKey {
  readonly id: Id<'key'>;
  /** `sgk_<keyId>_<secret>`: shown once, never stored. */
  readonly token: string;
  readonly secretHash: string;
}

/** A new bearer key. Its secret cannot be guessed, so a plain hash is as good as a slow one. */
export function newApiKey(): NewApiKey {
  const id = newId('key');
  const random = randomBytes(RANDOM_CHARACTERS).toString('base64url').slice(0, RANDOM_CHARACTERS);
  const unchecked = `sgk_${id.slice('key_'.length)}_${random}`;
  const secret = random + checkDigits(unchecked);
  return { id, token: unchecked + secret.slice(RANDOM_CHARACTERS), secretHash: hashSecret(secret) };
}

/**
 * Tell a key from other text of its form, for whoever looks for leaked ones. Keys of earlier versions have none, so nothing
 * depends on them here.
 */
export function checkDigits(unchecked: string): string {
  const digits = Buffer.alloc(4);
  digits.writeUInt32BE(crc32(unchecked));
  return digits.toString('base64url');
}

export function parseApiKey(token: string): { id: Id<'key'>; secret: string } | undefined {
  const [, suffix, secret] = TOKEN.exec(token) ?? [];
  const id = `key_${suffix ?? ''}`;
  return secret !== undefined && isId('key', id) ? { id, secret } : undefined;
}

export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Compares in constant time, whatever the lengths. */
export function isSameSecret(secret: string, hash: string): boolean {
  return timingSafeEqual(Buffer.from(hashSecret(secret)), Buffer.from(hash));
}
