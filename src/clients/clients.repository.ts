import { Injectable } from '@nestjs/common';
import { type NewApiKey } from '../access/api-key.js';
import { type Actor, OPERATOR_CLIENT_ID } from '../access/principal.js';
import { appendAudit } from '../audit/append-audit.query.js';
import { Prisma } from '../platform/prisma/generated/client.js';
import { PrismaService } from '../platform/prisma/prisma.service.js';
import { violatedIndex } from '../platform/prisma/sql-errors.js';
import { GatewayError } from '../shared/gateway-error.js';
import { type Id } from '../shared/ids.js';
import { type LimitsDto, type UsageResponse } from './clients.dto.js';

/** What may be changed of a client. */
export interface ClientChange extends LimitsDto {
  readonly name?: string;
  readonly jwtSubject?: string | null;
  readonly enabled?: boolean;
}

export type NewClient = LimitsDto & Required<Pick<ClientChange, 'name' | 'jwtSubject'>>;

export const NO_USAGE: UsageResponse = { ordersLastHour: 0, spendToday: '0.00', spendThisMonth: '0.00' };

const JWT_SUBJECT_INDEX = 'clients_jwt_subject_key';
const TAKEN = { pointer: '/jwtSubject', code: 'jwt-subject-taken', detail: 'belongs to another client' };

const WITH_KEYS = {
  keys: { where: { revokedAt: null }, orderBy: { id: 'desc' }, omit: { secretHash: true } },
} satisfies Prisma.ClientInclude;

/** What the audit trail keeps of a client. Its name is not among it. */
const AUDITED = Prisma.sql`jsonb_build_object('ordersPerHour', orders_per_hour, 'spendPerDay', spend_per_day::text,
  'jwtSubject', jwt_subject, 'disabled', disabled_at IS NOT NULL)`;

const CHANGED_TO: Readonly<Record<keyof ClientChange, (value: unknown) => Prisma.Sql>> = {
  name: (value) => Prisma.sql`name = ${value}::text`,
  ordersPerHour: (value) => Prisma.sql`orders_per_hour = ${value}::int`,
  spendPerDay: (value) => Prisma.sql`spend_per_day = ${value}::numeric`,
  jwtSubject: (value) => Prisma.sql`jwt_subject = ${value}::text`,
  enabled: (value) =>
    value === true ? Prisma.sql`disabled_at = NULL` : Prisma.sql`disabled_at = coalesce(disabled_at, now())`,
};

export type ClientRow = Prisma.ClientGetPayload<{ include: typeof WITH_KEYS }>;

@Injectable()
export class ClientsRepository {
  constructor(private readonly prisma: PrismaService) {}

  async create(id: Id<'cli'>, client: NewClient, key: NewApiKey, by: Actor): Promise<ClientRow> {
    const { name, ordersPerHour = null, spendPerDay = null, jwtSubject } = client;
    await this.prisma.$executeRaw`
      WITH client AS (
        INSERT INTO clients (id, name, orders_per_hour, spend_per_day, jwt_subject)
        VALUES (${id}, ${name}, ${ordersPerHour}::int, ${spendPerDay}::numeric, ${jwtSubject}::text)
        RETURNING id, ${AUDITED} AS after
      ), key AS (
        INSERT INTO api_keys (id, client_id, secret_hash) SELECT ${key.id}, id, ${key.secretHash} FROM client RETURNING id
      ), made AS (
        SELECT client.id, NULL::jsonb AS before, after || jsonb_build_object('keyId', key.id) AS after FROM client, key
      )
      ${appendAudit('made', { by, action: 'client.create' })}`.catch(refuseTakenSubject);
    return this.existing(id);
  }

  async find(id: string): Promise<ClientRow | null> {
    if (id === OPERATOR_CLIENT_ID) return null;
    return this.prisma.client.findUnique({ where: { id }, include: WITH_KEYS });
  }

  async list(limit: number, cursor?: string, keysExpireBefore?: Date): Promise<ClientRow[]> {
    const id = { not: OPERATOR_CLIENT_ID, ...(cursor !== undefined && { lt: cursor }) };
    const keys = keysExpireBefore && { some: { revokedAt: null, expiresAt: { lt: keysExpireBefore } } };
    return this.prisma.client.findMany({
      where: { id, ...(keys && { keys, disabledAt: null }) },
      orderBy: { id: 'desc' },
      take: limit,
      include: WITH_KEYS,
    });
  }

  /** What is as it was already is no change, and leaves no trace. */
  async update(id: string, change: ClientChange, by: Actor): Promise<ClientRow> {
    const columns = Object.entries(change).map(([name, value]) =>
      CHANGED_TO[name as keyof ClientChange](value),
    );
    if (columns.length === 0) return this.existing(id);
    await this.prisma.$executeRaw`
      WITH old_row AS (
        SELECT id, name, ${AUDITED} AS before FROM clients WHERE id = ${id} FOR NO KEY UPDATE
      ), changed AS (
        UPDATE clients SET ${Prisma.join(columns)} FROM old_row WHERE clients.id = old_row.id
        RETURNING clients.id, before,
                  ${AUDITED} || CASE WHEN clients.name <> old_row.name THEN '{"renamed": true}' ELSE '{}' END::jsonb AS after
      ), altered AS (SELECT * FROM changed WHERE before <> after)
      ${appendAudit('altered', { by, action: 'client.update' })}`.catch(refuseTakenSubject);
    return this.existing(id);
  }

  /** As the limits count it, whether the client has any or not; what earlier days of the month cost is known by now. */
  async usage(id: string): Promise<UsageResponse> {
    const [usage] = await this.prisma.$queryRaw<UsageResponse[]>`
      SELECT (SELECT count(*)::int FROM orders WHERE client_id = ${id} AND created_at > now() - interval '1 hour')
               AS "ordersLastHour", spent::numeric(20, 2)::text AS "spendToday",
             (spent + earlier)::numeric(20, 2)::text AS "spendThisMonth"
      FROM client_spend(${id}, NULL), (
        SELECT coalesce(sum(coalesce(cost, reserved_cost)), 0) AS earlier FROM orders
        WHERE client_id = ${id} AND created_at >= date_trunc('month', now(), 'UTC')
          AND created_at < date_trunc('day', now(), 'UTC')
          AND NOT test AND status NOT IN ('rejected', 'failed', 'cancelled')
      ) AS month`;
    return usage ?? NO_USAGE;
  }

  async disable(id: string, by: Actor): Promise<void> {
    await this.prisma.$executeRaw`
      WITH old_row AS (
        SELECT id, ${AUDITED} AS before FROM clients WHERE id = ${id} AND disabled_at IS NULL FOR NO KEY UPDATE
      ), disabled AS (
        UPDATE clients SET disabled_at = now() FROM old_row WHERE clients.id = old_row.id
        RETURNING clients.id, before, ${AUDITED} AS after
      )
      ${appendAudit('disabled', { by, action: 'client.disable' })}`;
  }

  private async existing(id: string): Promise<ClientRow> {
    return this.prisma.client.findUniqueOrThrow({ where: { id }, include: WITH_KEYS });
  }
}

function refuseTakenSubject(error: unknown): never {
  if (violatedIndex(error) !== JWT_SUBJECT_INDEX) throw error;
  throw new GatewayError('validation-failed', { fields: [TAKEN] });
}
