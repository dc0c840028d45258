import { Injectable } from '@nestjs/common';
import { OPERATOR_CLIENT_ID } from '../access/principal.js';
import { type NewApiKey } from '../access/api-key.js';
import { type Prisma } from '../platform/prisma/generated/client.js';
import { PrismaService } from '../platform/prisma/prisma.service.js';
import { type Id } from '../shared/ids.js';

export interface ClientLimits {
  readonly ordersPerHour?: number | null;
  readonly spendPerDay?: string | null;
}

const WITH_USABLE_KEYS = {
  keys: { where: { revokedAt: null }, orderBy: { id: 'desc' }, select: { id: true, createdAt: true } },
} satisfies Prisma.ClientInclude;

export type ClientRow = Prisma.ClientGetPayload<{ include: typeof WITH_USABLE_KEYS }>;

@Injectable()
export class ClientsRepository {
  constructor(private readonly prisma: PrismaService) {}

  async create(id: Id<'cli'>, name: string, limits: ClientLimits, key: NewApiKey): Promise<ClientRow> {
    const keys = { create: { id: key.id, secretHash: key.secretHash } };
    return this.prisma.client.create({ data: { id, name, ...limits, keys }, include: WITH_USABLE_KEYS });
  }

  async find(id: string): Promise<ClientRow | null> {
    if (id === OPERATOR_CLIENT_ID) return null;
    return this.prisma.client.findUnique({ where: { id }, include: WITH_USABLE_KEYS });
  }

  async list(limit: number, cursor?: string): Promise<ClientRow[]> {
    const id = { not: OPERATOR_CLIENT_ID, ...(cursor !== undefined && { lt: cursor }) };
    return this.prisma.client.findMany({
      where: { id },
      orderBy: { id: 'desc' },
      take: limit,
      include: WITH_USABLE_KEYS,
    });
  }

  async update(id: string, change: { name?: string } & ClientLimits): Promise<ClientRow> {
    return this.prisma.client.update({ where: { id }, data: change, include: WITH_USABLE_KEYS });
  }

  async disable(id: string): Promise<void> {
    await this.prisma.client.updateMany({
      where: { id, disabledAt: null },
      data: { disabledAt: new Date() },
    });
  }

  async addKey(clientId: string, key: NewApiKey): Promise<Date> {
    const data = { id: key.id, secretHash: key.secretHash, clientId };
    return (await this.prisma.apiKey.create({ data })).createdAt;
  }

  /** Whether there was such a key to revoke. */
  async revokeKey(clientId: string, id: string): Promise<boolean> {
    const where = { id, clientId, revokedAt: null };
    return (await this.prisma.apiKey.updateMany({ where, data: { revokedAt: new Date() } })).count > 0;
  }
}
