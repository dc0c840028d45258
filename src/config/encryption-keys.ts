const KEY = '(?:[0-9A-Fa-f]{64}|[A-Za-z0-9+/_-]{43}=?)';

/** Keys of 32 bytes with line ends or blanks between them. */
export const ENCRYPTION_KEYS = new RegExp(`^\\s*${KEY}(?:\\s+${KEY})*\\s*$`);

const HEX_LENGTH = 64;

export function parseEncryptionKeys(text: string): Buffer[] {
  const keys = text.trim().split(/\s+/);
  return keys.map((key) => Buffer.from(key, key.length === HEX_LENGTH ? 'hex' : 'base64'));
}
