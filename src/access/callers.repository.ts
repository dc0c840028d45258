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
}

@Injectable()
export class CallersRepository {
  /** Anybody may send keys that nobody has, as many as he likes: together they are one query at a time. */
  private readonly holders = new Batches((ids: Id<'key'>[]) => this.holdersOf(ids));

  constructor(private readonly prisma: PrismaService) {}

  /** The client with this key, unless either was shut out. */
  byKey(id: Id<'key'>): Promise<KeyHolder | undefined> {
    return this.holders.get(id);
  }

  private async holdersOf(ids: Id<'key'>[]): Promise<ReadonlyMap<Id<'key'>, KeyHolder>> {
    const holders = await this.prisma.query<KeyHolder>(named('find-keys')`
      SELECT ${CALLING_CLIENT}, api_keys.id AS "keyId", secret_hash AS "secretHash"
      FROM api_keys JOIN clients ON clients.id = client_id
      WHERE api_keys.id = ANY(${ids}) AND revoked_at IS NULL AND disabled_at IS NULL`);
    return new Map(holders.map((holder) => [holder.keyId, holder]));
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
