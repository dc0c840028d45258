import { Injectable } from '@nestjs/common';
import { PrismaService } from '../platform/prisma/prisma.service.js';
import { appendAudit, type AuditNote } from './append-audit.query.js';

/** For actions that change no stored data, such as a sign-in. */
@Injectable()
export class AuditLog {
  constructor(private readonly prisma: PrismaService) {}

  async append(targetId: string, note: AuditNote, after?: object): Promise<void> {
    await this.prisma.$executeRaw`
      WITH entry AS (SELECT ${targetId}::text AS id, NULL::jsonb AS before,
                            ${after ? JSON.stringify(after) : null}::text::jsonb AS after)
      ${appendAudit('entry', note)}`;
  }
}
