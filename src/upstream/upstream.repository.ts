import { Injectable } from '@nestjs/common';
import { PrismaService } from '../platform/prisma/prisma.service.js';
import { type UpstreamIdentity } from './upstream.js';

/** Which Sectigo the orders of the database are placed with. */
@Injectable()
export class UpstreamRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** The one that is written down: this one, if none is yet. Of several processes at once, one writes. */
  async findOrAdd({ kind, address, loginDigest }: UpstreamIdentity): Promise<UpstreamIdentity> {
    await this.prisma.$executeRaw`
      INSERT INTO upstream (kind, address, login_digest) VALUES (${kind}, ${address}, ${loginDigest})
      ON CONFLICT (id) DO NOTHING`;
    const [known] = await this.prisma.$queryRaw<UpstreamIdentity[]>`
      SELECT kind, address, login_digest AS "loginDigest" FROM upstream`;
    if (known === undefined) throw new Error('the row of the upstream was removed at this moment');
    return known;
  }

  /** False: another process has changed it meanwhile. */
  async change(from: UpstreamIdentity, to: UpstreamIdentity): Promise<boolean> {
    const changed = await this.prisma.$executeRaw`
      UPDATE upstream SET kind = ${to.kind}, address = ${to.address}, login_digest = ${to.loginDigest}, since = now()
      WHERE kind = ${from.kind} AND address = ${from.address} AND login_digest = ${from.loginDigest}`;
    return changed === 1;
  }

  /** Whether Sectigo cannot have seen a single order. */
  async isUntouched(): Promise<boolean> {
    const touching = await this.prisma.$queryRaw<unknown[]>`
      SELECT FROM attempts WHERE outcome IS DISTINCT FROM 'not-sent' LIMIT 1`;
    return touching.length === 0;
  }
}
