import { Injectable } from '@nestjs/common';
import { type Actor } from '../access/principal.js';
import { appendAudit } from '../audit/append-audit.query.js';
import { PrismaService } from '../platform/prisma/prisma.service.js';

/** An id that the former version made is no ULID. */
const ID = /^[\w-]{1,64}$/;

@Injectable()
export class SessionsRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** Whether there was such a session. */
  async end(id: string, by: Actor): Promise<boolean> {
    if (!ID.test(id)) return false;
    const entries = await this.prisma.$executeRaw`
      WITH ended AS (
        DELETE FROM operator_sessions WHERE id = ${id}
        RETURNING 'session:' || id AS id, jsonb_build_object('role', role, 'subject', subject) AS before,
                  NULL::jsonb AS after)
      ${appendAudit('ended', { by, action: 'session.end' })}`;
    return entries > 0;
  }
}
