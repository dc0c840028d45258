import { Injectable } from '@nestjs/common';
import { Prisma } from '../platform/prisma/generated/client.js';
import { PrismaService } from '../platform/prisma/prisma.service.js';
import { type Id, isId } from '../shared/ids.js';
import { OPERATOR_CLIENT_ID } from './principal.js';

/** A client that may call now. Asked for with each request, so that disabling works at once. */
export interface CallingClient {
  readonly clientId: string;
  readonly limited: boolean;
}

const CALLING_CLIENT = Prisma.sql`clients.id AS "clientId",
  (orders_per_hour IS NOT NULL OR spend_per_day IS NOT NULL) AS limited`;

@Injectable()
export class CallersRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** The client with this key, unless either was shut out. */
  async byKey(id: Id<'key'>): Promise<(CallingClient & { readonly secretHash: string }) | undefined> {
    const [caller] = await this.prisma.$queryRaw<(CallingClient & { secretHash: string })[]>`
      SELECT ${CALLING_CLIENT}, secret_hash AS "secretHash" FROM api_keys JOIN clients ON clients.id = client_id
      WHERE api_keys.id = ${id} AND revoked_at IS NULL AND disabled_at IS NULL`;
    return caller;
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
