import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** The key id of a secret that is stored unencrypted. */
export const PLAIN = '';

/**
 * Encrypts what signs webhooks, for the database. Stored is `aes-256-gcm:<key id>:<base64 of IV, ciphertext and tag>`, bound
 * to the webhook: in the row of another one it cannot be read. Without a key secrets are stored unencrypted.
 */
export class Keyring {
  private readonly keys: ReadonlyMap<string, Buffer>;
  /** What is written is encrypted with this key. */
  readonly currentId: string;
  /** Of every secret that can be read; `split_part(secret, ':', 2)` in SQL. */
  readonly readableIds: readonly string[];

  /** The first key writes, every key reads. */
  constructor(keys: readonly Buffer[] = []) {
    this.keys = new Map(keys.map((key) => [idOf(key), key]));
    this.currentId = [...this.keys.keys()][0] ?? PLAIN;
    this.readableIds = [PLAIN, ...this.keys.keys()];
  }

  seal(secret: string, webhookId: string, keyId = this.currentId): string {
    const key = this.keys.get(keyId);
    if (key === undefined) return secret;
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(CIPHER, key, iv).setAAD(Buffer.from(webhookId));
    const sealed = Buffer.concat([iv, cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return `${CIPHER}:${keyId}:${sealed.toString('base64')}`;
  }

  /** Undefined for what was sealed with another key, for another webhook, or was changed since. */
  open(stored: string, webhookId: string): string | undefined {
    const [, keyId = PLAIN, text = ''] = stored.split(':');
    if (keyId === PLAIN) return stored;
    const key = this.keys.get(keyId);
    const sealed = Buffer.from(text, 'base64');
    if (key === undefined || sealed.length < IV_BYTES + TAG_BYTES) return undefined;
    const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, IV_BYTES))
      .setAAD(Buffer.from(webhookId))
      .setAuthTag(sealed.subarray(-TAG_BYTES));
    try {
      return (
        decipher.update(sealed.subarray(IV_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
      );
    } catch {
      return undefined;
    }
  }
}

/** Tells keys apart, and nothing about them. */
function idOf(key: Buffer): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 8);
}
