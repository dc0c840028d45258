import { Injectable } from '@nestjs/common';
import { OPERATOR_CLIENT_ID } from '../access/principal.js';
import { type NewApiKey } from '../access/api-key.js';
import { type Prisma } from '../platform/prisma/generated/client.js';
import { PrismaService } from '../platform/prisma/prisma.service.js';
import { violatedIndex } from '../platform/prisma/sql-errors.js';
import { GatewayError } from '../shared/gateway-error.js';
import { type Id } from '../shared/ids.js';

export interface ClientLimits {
  readonly ordersPerHour?: number | null;
  readonly spendPerDay?: string | null;
}

/** What may be changed of a client. */
export interface ClientChange extends ClientLimits {
  readonly name?: string;
  readonly jwtSubject?: string | null;
}

export interface ClientUsage {
  readonly ordersLastHour: number;
  readonly spendToday: string;
}

export const NO_USAGE: ClientUsage = { ordersLastHour: 0, spendToday: '0.00' };

const JWT_SUBJECT_INDEX = 'clients_jwt_subject_key';
const TAKEN = { pointer: '/jwtSubject', code: 'jwt-subject-taken', detail: 'belongs to another client' };

const WITH_USABLE_KEYS = {
  keys: { where: { revokedAt: null }, orderBy: { id: 'desc' }, select: { id: true, createdAt: true } },
} satisfies Prisma.ClientInclude;

export type ClientRow = Prisma.ClientGetPayload<{ include: typeof WITH_USABLE_KEYS }>;

@Injectable()
export class ClientsRepository {
  constructor(private readonly prisma: PrismaService) {}

  async create(id: Id<'cli'>, client: ClientChange & { name: string }, key: NewApiKey): Promise<ClientRow> {
    const keys = { create: { id: key.id, secretHash: key.secretHash } };
    return this.prisma.client
      .create({ data: { id, ...client, keys }, include: WITH_USABLE_KEYS })
      .catch(refuseTakenSubject);
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

  async update(id: string, change: ClientChange): Promise<ClientRow> {
    return this.prisma.client
      .update({ where: { id }, data: change, include: WITH_USABLE_KEYS })
      .catch(refuseTakenSubject);
  }

  /** As the limits count it, whether the client has any or not. */
  async usage(id: string): Promise<ClientUsage> {
    const [usage] = await this.prisma.$queryRaw<ClientUsage[]>`
      SELECT (SELECT count(*)::int FROM orders WHERE client_id = ${id} AND created_at > now() - interval '1 hour')
               AS "ordersLastHour", spent::numeric(20, 2)::text AS "spendToday"
      FROM client_spend(${id}, NULL)`;
    return usage ?? NO_USAGE;
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

function refuseTakenSubject(error: unknown): never {
  if (violatedIndex(error) !== JWT_SUBJECT_INDEX) throw error;
  throw new GatewayError('validation-failed', { fields: [TAKEN] });
}
