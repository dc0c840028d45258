import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { type Id, isId, newId } from '../shared/ids.js';

const TOKEN = /^sgk_([0-9A-Z]{26})_([A-Za-z0-9_-]{43})$/;
const SECRET_BYTES = 32;

export interface NewApiKey {
  readonly id: Id<'key'>;
  /** `sgk_<keyId>_<secret>`: shown once, never stored. */
  readonly token: string;
  readonly secretHash: string;
}

/** A new bearer key. Its secret has 256 random bits, so a plain hash is as good as a slow one. */
export function newApiKey(): NewApiKey {
  const id = newId('key');
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  return { id, token: `sgk_${id.slice('key_'.length)}_${secret}`, secretHash: hashSecret(secret) };
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
