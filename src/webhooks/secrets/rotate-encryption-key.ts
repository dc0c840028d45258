import { type Author } from '../../audit/append-audit.query.js';
import { type Keyring } from './keyring.js';
import { type StoredSecrets, type StoredSecretsRepository } from './stored-secrets.repository.js';

const BATCH = 100;

export interface Rotation {
  readonly replaced: number;
  /** Webhooks with a secret that no key at hand opens. */
  readonly unreadable: readonly string[];
}

/**
 * Stores every secret under one key. Gateways go on meanwhile: they read with all keys, and a secret that its owner rotates
 * at the same moment is read once more. May be ended and repeated at any time.
 */
export class RotateEncryptionKey {
  constructor(
    private readonly stored: StoredSecretsRepository,
    private readonly keyring: Keyring,
  ) {}

  async execute(keyId: string, by: Author, progress: (replaced: number) => void): Promise<Rotation> {
    await this.stored.deleteExpired();
    const unreadable: string[] = [];
    let replaced = 0;
    let afterId = '';
    for (;;) {
      const batch = await this.stored.underOtherKeys(keyId, afterId, BATCH);
      if (batch.length === 0) return { replaced, unreadable };
      for (const old of batch) {
        const sealed = this.reseal(old, keyId);
        if (sealed === undefined) unreadable.push(old.id);
        else if (await this.stored.replace(old, sealed, by)) replaced++;
        // rotated or deleted since it was read: the next batch begins with it
        else break;
        afterId = old.id;
      }
      progress(replaced);
    }
  }

  private reseal(
    { id, secret, previousSecret }: StoredSecrets,
    keyId: string,
  ): Omit<StoredSecrets, 'id'> | undefined {
    const opened = this.keyring.open(secret, id);
    const previous = previousSecret === null ? null : this.keyring.open(previousSecret, id);
    if (opened === undefined || previous === undefined) return undefined;
    const seal = (text: string): string => this.keyring.seal(text, id, keyId);
    return { secret: seal(opened), previousSecret: previous === null ? null : seal(previous) };
  }
}
