import { Injectable } from '@nestjs/common';
import { Prisma } from '../platform/prisma/generated/client.js';
import { named } from '../platform/prisma/named-statement.js';
import { PrismaService } from '../platform/prisma/prisma.service.js';
import { Batches } from '../shared/batches.js';
import { type Id, isId } from '../shared/ids.js';
import { OPERATOR_CLIENT_ID } from './principal.js';

/** A client that may call now. Asked for with each request, so that disabling works at once. */
export interface CallingClient {
  readonly clientId: string;
  readonly limited: boolean;
}

const CALLING_CLIENT = Prisma.sql`clients.id AS "clientId",
  (orders_per_hour IS NOT NULL OR spend_per_day IS NOT NULL) AS limited`;

interface KeyHolder extends CallingClient {
  readonly keyId: Id<'key'>;
  readonly secretHash: string;
  /** No use of the last minute is noted. */
  readonly unnoted: boolean;
}

const UNNOTED = Prisma.sql`(last_used_at IS NULL OR last_used_at < now() - interval '1 minute')`;

@Injectable()
export class CallersRepository {
  /** Anybody may send keys that nobody has, as many as he likes: together they are one query at a time. */
  private readonly holders = new Batches((ids: Id<'key'>[]) => this.holdersOf(ids));

  private readonly uses = new Batches((ids: Id<'key'>[]) => this.noteUses(ids));

  constructor(private readonly prisma: PrismaService) {}

  /** The client with this key, unless either was shut out. */
  byKey(id: Id<'key'>): Promise<KeyHolder | undefined> {
    return this.holders.get(id);
  }

  private async holdersOf(ids: Id<'key'>[]): Promise<ReadonlyMap<Id<'key'>, KeyHolder>> {
    const holders = await this.prisma.query<KeyHolder>(named('find-keys')`
      SELECT ${CALLING_CLIENT}, api_keys.id AS "keyId", secret_hash AS "secretHash", ${UNNOTED} AS unnoted
      FROM api_keys JOIN clients ON clients.id = client_id
      WHERE api_keys.id = ANY(${ids}) AND revoked_at IS NULL AND disabled_at IS NULL
        AND (expires_at IS NULL OR expires_at > now())`);
    return new Map(holders.map((holder) => [holder.keyId, holder]));
  }

  /** Notes that a key is used, once a minute over all processes. No caller waits for it, and none fails with it. */
  noteUse(id: Id<'key'>): void {
    this.uses.get(id).catch(() => undefined);
  }

  private async noteUses(ids: Id<'key'>[]): Promise<ReadonlyMap<Id<'key'>, never>> {
    await this.prisma.$executeRaw`
      UPDATE api_keys SET last_used_at = now() WHERE id IN (
        SELECT id FROM api_keys WHERE id = ANY(${ids}) AND ${UNNOTED} FOR NO KEY UPDATE SKIP LOCKED)`;
    return new Map<Id<'key'>, never>();
  }

  /** The client that a token means: by its id, or by the name that it was given for tokens. */
  async byTokenSubject(subject: string): Promise<CallingClient | undefined> {
    // operators have a scope of their own
    if (subject === OPERATOR_CLIENT_ID) return undefined;
    const column = isId('cli', subject) ? Prisma.sql`id` : Prisma.sql`jwt_subject`;
    const [caller] = await this.prisma.$queryRaw<CallingClient[]>`
      SELECT ${CALLING_CLIENT} FROM clients WHERE ${column} = ${subject} AND disabled_at IS NULL`;
    return caller;
  }
}
