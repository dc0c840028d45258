import { Injectable } from '@nestjs/common';
import pLimit from 'p-limit';
import { type Prisma } from '../../platform/prisma/generated/client.js';
import { GroupCommit } from '../../platform/prisma/group-commit.js';
import { PrismaService } from '../../platform/prisma/prisma.service.js';
import { Keyring } from '../secrets/keyring.js';
import {
  claimDeliveriesStatement,
  type ClaimedDelivery,
  type ClaimedRow,
  signableWith,
  toClaimedDelivery,
} from './claim-deliveries.query.js';
import { recordDeliveredStatement, recordTryStatement, type Tried } from './record-tries.query.js';

interface Asked {
  readonly webhookId: string;
  readonly leaseMs: number;
}

/** Orders use the same connections, so deliveries take no more than these, however many receivers have their turn. */
const MOST_CONNECTIONS = 2;
/** What a receiver took and nobody wrote down is sent again, so this waits longer than anybody else would. */
const RECORD_WITHIN_MS = 30_000;

@Injectable()
export class DeliveryRepository {
  private readonly connections = pLimit(MOST_CONNECTIONS);
  private readonly claims: GroupCommit<Asked, ClaimedDelivery | null>;
  private readonly delivered: GroupCommit<Tried, boolean>;

  constructor(
    private readonly prisma: PrismaService,
    private readonly keyring: Keyring,
  ) {
    this.claims = new GroupCommit({
      run: (asked) => this.claimTogether(asked),
      laneOf: ({ leaseMs }) => String(leaseMs),
      keysOf: () => [],
      atOnce: 1,
    });
    this.delivered = new GroupCommit({
      run: (tries) => this.recordTogether(tries),
      laneOf: () => '',
      keysOf: ({ claim }) => [String(claim.seq)],
      atOnce: 1,
      withinMs: RECORD_WITHIN_MS,
    });
  }

  /**
   * Webhooks for which something is due that this process can sign, and nothing stands against sending it: any of them, so
   * that none is passed over.
   */
  async findDue(limit: number): Promise<string[]> {
    const rows = await this.prisma.$queryRaw<{ id: string }[]>`
      SELECT w.id FROM webhooks w JOIN clients c ON c.id = w.client_id
      WHERE w.disabled_at IS NULL AND c.disabled_at IS NULL AND ${signableWith(this.keyring.readableIds)}
        AND EXISTS (SELECT FROM webhook_deliveries d
                    WHERE d.webhook_id = w.id AND d.status = 'pending' AND d.next_attempt_at <= now())
      ORDER BY random() LIMIT ${limit}`;
    return rows.map(({ id }) => id);
  }

  /**
   * Makes one due delivery of the webhook ours for a while, with all that is needed to send it; null if none is due.
   * Claims that come together share a statement.
   */
  async claim(webhookId: string, leaseMs: number): Promise<ClaimedDelivery | null> {
    return this.claims.add({ webhookId, leaseMs });
  }

  private async claimTogether(asked: readonly Asked[]): Promise<(ClaimedDelivery | null)[]> {
    const leaseMs = asked[0]?.leaseMs ?? 0;
    const webhookIds = asked.map(({ webhookId }) => webhookId);
    const statement = claimDeliveriesStatement(webhookIds, leaseMs, this.keyring.readableIds);
    const rows = await this.query<ClaimedRow>(statement);
    const claimed = rows.map(toClaimedDelivery);
    return webhookIds.map((id) => {
      const at = claimed.findIndex(({ webhookId }) => webhookId === id);
      return at < 0 ? null : (claimed.splice(at, 1)[0] ?? null);
    });
  }

  /** Writes what became of a try, unless somebody else has tried since. Those that receivers took share a statement. */
  async record(tried: Tried): Promise<void> {
    if (tried.next.next === 'done' && (await this.delivered.add(tried))) return;
    await this.query(recordTryStatement(tried));
  }

  /** False for what must go once more, alone: somebody else writes the row just now, or has tried since. */
  private async recordTogether(tries: readonly Tried[]): Promise<boolean[]> {
    const rows = await this.query<{ seq: string }>(recordDeliveredStatement(tries));
    const recorded = new Set(rows.map(({ seq }) => seq));
    return tries.map(({ claim }) => recorded.has(String(claim.seq)));
  }

  private query<Row extends object>(statement: Prisma.Sql): Promise<Row[]> {
    return this.connections(() => this.prisma.query<Row>(statement));
  }
}
