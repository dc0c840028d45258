import { Injectable } from '@nestjs/common';
import { Prisma } from '../platform/prisma/generated/client.js';
import { PrismaService } from '../platform/prisma/prisma.service.js';
import { intervalOf } from '../platform/prisma/sql-interval.js';
import { Batches } from '../shared/batches.js';
import { type Id } from '../shared/ids.js';
import { type OperatorRole } from './permissions.js';

/** Who signed in at the identity provider. */
export interface Person {
  /** The provider's id, which never means another. */
  readonly subject: string;
  /** How people know it: an e-mail address or a name. */
  readonly name: string;
}

export interface NewSession {
  readonly id: Id<'ses'>;
  readonly tokenHash: string;
  readonly role: OperatorRole;
  /** Null: somebody with the operator key. */
  readonly person: Person | null;
  readonly lastsMs: number;
}

export interface SessionRow {
  readonly id: string;
  readonly role: OperatorRole;
  readonly person: Person | null;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
}

interface FoundRow extends SessionRow {
  readonly tokenHash: string;
}

/** A session that nobody uses ends. An open page uses it all the time. */
export const IDLE_MS = 60 * 60 * 1_000;
/** A session's use is written down no more often than this. */
const NOTED_EVERY_MS = 60_000;
const MOST_LISTED = 200;

const IS_RUNNING = Prisma.sql`expires_at > now() AND last_seen_at > now() - ${intervalOf(IDLE_MS)}`;
const ROW = Prisma.sql`id, role, CASE WHEN subject IS NOT NULL THEN jsonb_build_object('subject', subject, 'name', name) END AS person, created_at AS "createdAt", last_seen_at AS "lastSeenAt",
  expires_at AS "expiresAt"`;

/** Asked for with each request, so that signing out works at once in every process. */
@Injectable()
export class OperatorSessionsRepository {
  private readonly running = new Batches((tokenHashes: string[]) => this.findAll(tokenHashes));

  constructor(private readonly prisma: PrismaService) {}

  /** Takes away those that have ended, as only signing in adds any. */
  async add({ id, tokenHash, role, person, lastsMs }: NewSession): Promise<SessionRow> {
    const [row] = await this.prisma.$queryRaw<SessionRow[]>`
      WITH ended AS (DELETE FROM operator_sessions WHERE NOT (${IS_RUNNING}))
      INSERT INTO operator_sessions (id, token_hash, role, subject, name, expires_at)
      VALUES (${id}, ${tokenHash}, ${role}, ${person?.subject ?? null}, ${person?.name ?? null},
              now() + ${intervalOf(lastsMs)})
      RETURNING ${ROW}`;
    if (!row) throw new Error('an INSERT gave back no row');
    return row;
  }

  find(tokenHash: string): Promise<SessionRow | undefined> {
    return this.running.get(tokenHash);
  }

  /** The session that was there until now. */
  async remove(tokenHash: string): Promise<SessionRow | undefined> {
    const [row] = await this.prisma.$queryRaw<SessionRow[]>`
      DELETE FROM operator_sessions WHERE token_hash = ${tokenHash} AND ${IS_RUNNING} RETURNING ${ROW}`;
    return row;
  }

  /** The newest first. */
  list(): Promise<SessionRow[]> {
    return this.prisma.$queryRaw<SessionRow[]>`
      SELECT ${ROW} FROM operator_sessions WHERE ${IS_RUNNING} ORDER BY created_at DESC, id DESC LIMIT ${MOST_LISTED}`;
  }

  private async findAll(tokenHashes: string[]): Promise<ReadonlyMap<string, SessionRow>> {
    const rows = await this.prisma.$queryRaw<FoundRow[]>`
      WITH used AS (
        UPDATE operator_sessions SET last_seen_at = now()
        WHERE id IN (
          SELECT id FROM operator_sessions
          WHERE token_hash = ANY(${tokenHashes}) AND ${IS_RUNNING}
            AND last_seen_at < now() - ${intervalOf(NOTED_EVERY_MS)}
          FOR NO KEY UPDATE SKIP LOCKED))
      SELECT ${ROW}, token_hash AS "tokenHash" FROM operator_sessions
      WHERE token_hash = ANY(${tokenHashes}) AND ${IS_RUNNING}`;
    return new Map(rows.map((row) => [row.tokenHash, row]));
  }
}
