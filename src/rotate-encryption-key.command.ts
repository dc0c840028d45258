import { parseArgs } from 'node:util';
import { type Author } from './audit/append-audit.query.js';
import { type Config } from './config/config.js';
import { MIGRATIONS_PATH } from './platform/prisma/migration-files.js';
import { prepareDatabase } from './platform/prisma/prepare-database.js';
import { withPrisma } from './platform/prisma/with-prisma.js';
import { Keyring, PLAIN } from './webhooks/secrets/keyring.js';
import { RotateEncryptionKey } from './webhooks/secrets/rotate-encryption-key.js';
import { StoredSecretsRepository } from './webhooks/secrets/stored-secrets.repository.js';

const BY: Author = { role: 'system', credential: 'rotate-encryption-key', address: null, requestId: null };

/** Encrypts all secrets in the database with the first key; with `--decrypt` stores them unencrypted. */
export async function runRotateEncryptionKey(
  args: readonly string[],
  { databaseUrl, encryptionKeys }: Config,
  say: (line: string) => void,
): Promise<void> {
  const options = { decrypt: { type: 'boolean', default: false } } as const;
  const { decrypt } = parseArgs({ args: [...args], options }).values;
  if (databaseUrl === undefined) throw new Error('DATABASE_URL is needed: it names the database');
  if (encryptionKeys === undefined) throw new Error('ENCRYPTION_KEY or ENCRYPTION_KEY_FILE is needed');
  await prepareDatabase({ databaseUrl, migrateOnStart: false }, MIGRATIONS_PATH, say);
  const keyring = new Keyring(encryptionKeys);
  const done = decrypt ? 'unencrypted' : `encrypted with key ${keyring.currentId}`;
  const { replaced, unreadable } = await withPrisma(databaseUrl, (prisma) =>
    new RotateEncryptionKey(new StoredSecretsRepository(prisma), keyring).execute(
      decrypt ? PLAIN : keyring.currentId,
      BY,
      (count) => say(`${count} webhooks changed`),
    ),
  );
  if (unreadable.length > 0)
    throw new Error(
      `no key here reads the secrets of ${unreadable.length} webhooks: ${unreadable.join(' ')}`,
    );
  say(`all secrets are ${done}; ${replaced} webhooks changed`);
}
