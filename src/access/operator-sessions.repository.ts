import { Injectable } from '@nestjs/common';
import { PrismaService } from '../platform/prisma/prisma.service.js';
import { intervalOf } from '../platform/prisma/sql-interval.js';
import { Batches } from '../shared/batches.js';

export interface SessionRow {
  readonly id: string;
  readonly expiresAt: Date;
}

interface FoundRow extends SessionRow {
  readonly tokenHash: string;
}

/** Asked for with each request, so that signing out works at once in every process. */
@Injectable()
export class OperatorSessionsRepository {
  private readonly running = new Batches((tokenHashes: string[]) => this.findAll(tokenHashes));

  constructor(private readonly prisma: PrismaService) {}

  /** Takes away those that have run out, as only signing in adds any. */
  async add(id: string, tokenHash: string, forSeconds: number): Promise<SessionRow> {
    const [row] = await this.prisma.$queryRaw<SessionRow[]>`
      WITH ended AS (DELETE FROM operator_sessions WHERE expires_at <= now())
      INSERT INTO operator_sessions (id, token_hash, expires_at)
      VALUES (${id}, ${tokenHash}, now() + ${intervalOf(forSeconds * 1_000)})
      RETURNING id, expires_at AS "expiresAt"`;
    if (!row) throw new Error('an INSERT gave back no row');
    return row;
  }

  find(tokenHash: string): Promise<SessionRow | undefined> {
    return this.running.get(tokenHash);
  }

  /** The session that was there until now. */
  async remove(tokenHash: string): Promise<SessionRow | undefined> {
    const [row] = await this.prisma.$queryRaw<SessionRow[]>`
      DELETE FROM operator_sessions WHERE token_hash = ${tokenHash} AND expires_at > now()
      RETURNING id, expires_at AS "expiresAt"`;
    return row;
  }

  private async findAll(tokenHashes: string[]): Promise<ReadonlyMap<string, SessionRow>> {
    const rows = await this.prisma.$queryRaw<FoundRow[]>`
      SELECT id, token_hash AS "tokenHash", expires_at AS "expiresAt" FROM operator_sessions
      WHERE token_hash = ANY(${tokenHashes}) AND expires_at > now()`;
    return new Map(rows.map((row) => [row.tokenHash, row]));
  }
}
