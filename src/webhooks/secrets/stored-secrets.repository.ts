import { Injectable } from '@nestjs/common';
import { appendAudit, type Author } from '../../audit/append-audit.query.js';
import { PrismaService } from '../../platform/prisma/prisma.service.js';

/** The secrets of a webhook as they are stored. */
export interface StoredSecrets {
  readonly id: string;
  readonly secret: string;
  readonly previousSecret: string | null;
}

export interface KeyUse {
  readonly keyId: string;
  readonly webhooks: number;
}

@Injectable()
export class StoredSecretsRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** How many webhooks are signed with a secret under each key. */
  async countByKey(): Promise<KeyUse[]> {
    return this.prisma.$queryRaw<KeyUse[]>`
      SELECT split_part(secret, ':', 2) AS "keyId", count(*)::int AS webhooks FROM webhooks GROUP BY 1 ORDER BY 1`;
  }

  /** The next webhooks with a secret under another key than this one. */
  async underOtherKeys(keyId: string, afterId: string, limit: number): Promise<StoredSecrets[]> {
    return this.prisma.$queryRaw<StoredSecrets[]>`
      SELECT id, secret, previous_secret AS "previousSecret" FROM webhooks
      WHERE id > ${afterId} AND (split_part(secret, ':', 2) <> ${keyId} OR split_part(previous_secret, ':', 2) <> ${keyId})
      ORDER BY id LIMIT ${limit}`;
  }

  /** False, and nothing changed, if the owner has rotated the secret meanwhile. */
  async replace(old: StoredSecrets, sealed: Omit<StoredSecrets, 'id'>, by: Author): Promise<boolean> {
    const changed = await this.prisma.$executeRaw`
      WITH replaced AS (
        UPDATE webhooks SET secret = ${sealed.secret}, previous_secret = ${sealed.previousSecret}
        WHERE id = ${old.id} AND secret = ${old.secret} AND previous_secret IS NOT DISTINCT FROM ${old.previousSecret}
        RETURNING id, jsonb_build_object('encryptionKeyId', nullif(split_part(${old.secret}, ':', 2), '')) AS before,
                  jsonb_build_object('encryptionKeyId', nullif(split_part(secret, ':', 2), '')) AS after
      )
      ${appendAudit('replaced', { by, action: 'webhook.encrypt-secret' })}`;
    return changed > 0;
  }

  /** Forgets secrets that no longer sign. */
  async deleteExpired(): Promise<void> {
    await this.prisma.$executeRaw`
      UPDATE webhooks SET previous_secret = NULL WHERE previous_secret_until <= now() AND previous_secret IS NOT NULL`;
  }
}
