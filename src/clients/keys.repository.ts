import { Injectable } from '@nestjs/common';
import { type NewApiKey } from '../access/api-key.js';
import { type Actor } from '../access/principal.js';
import { appendAudit } from '../audit/append-audit.query.js';
import { type ApiKey, Prisma } from '../platform/prisma/generated/client.js';
import { PrismaService } from '../platform/prisma/prisma.service.js';

export interface KeyFacts {
  readonly name: string | null;
  readonly expiresAt: Date | null;
}

export type KeyRow = Pick<ApiKey, 'id' | 'name' | 'createdAt' | 'lastUsedAt' | 'expiresAt'>;

/** How many keys of the client are valid. */
const usableKeys = (clientId: string): Prisma.Sql => Prisma.sql`(
  SELECT count(*) FROM api_keys
  WHERE client_id = ${clientId} AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now()))`;

@Injectable()
export class KeysRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** Null, and nothing stored, if the client has as many already: also if several are wished for at the same time. */
  async add(
    clientId: string,
    key: NewApiKey,
    facts: KeyFacts,
    most: number,
    by: Actor,
  ): Promise<KeyRow | null> {
    const { name, expiresAt } = facts;
    await this.oneAfterTheOther(
      clientId,
      Prisma.sql`
        WITH added AS (
          INSERT INTO api_keys (id, client_id, secret_hash, name, expires_at)
          SELECT ${key.id}, ${clientId}, ${key.secretHash}, ${name}::text, ${expiresAt}::timestamptz
          WHERE ${usableKeys(clientId)} < ${most}
          RETURNING client_id AS id, NULL::jsonb AS before,
                    jsonb_strip_nulls(jsonb_build_object('keyId', id, 'expiresAt', expires_at)) AS after
        )
        ${appendAudit('added', { by, action: 'client.add-key' })}`,
    );
    return this.prisma.apiKey.findUnique({ where: { id: key.id } });
  }

  /** Whether there was such a key to revoke, and at least so many others are valid. */
  async revoke(clientId: string, id: string, fewestOthers: number, by: Actor): Promise<boolean> {
    const revoked = await this.oneAfterTheOther(
      clientId,
      Prisma.sql`
        WITH revoked AS (
          UPDATE api_keys SET revoked_at = now()
          WHERE id = ${id} AND client_id = ${clientId} AND revoked_at IS NULL
            AND ${usableKeys(clientId)} - (expires_at IS NULL OR expires_at > now())::int >= ${fewestOthers}
          RETURNING client_id AS id, jsonb_build_object('keyId', id) AS before, NULL::jsonb AS after
        )
        ${appendAudit('revoked', { by, action: 'client.revoke-key' })}`,
    );
    return revoked > 0;
  }

  async isUsable(clientId: string, id: string): Promise<boolean> {
    return (await this.prisma.apiKey.count({ where: { id, clientId, revokedAt: null } })) > 0;
  }

  /** Changes to the keys of one client, which count them; orders, which refer to the client, do not wait. */
  private async oneAfterTheOther(clientId: string, statement: Prisma.Sql): Promise<number> {
    const [, changed] = await this.prisma.$transaction([
      this.prisma.$executeRaw`SELECT FROM clients WHERE id = ${clientId} FOR NO KEY UPDATE`,
      this.prisma.$executeRaw(statement),
    ]);
    return changed;
  }
}
