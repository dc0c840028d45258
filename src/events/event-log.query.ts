import { Injectable } from '@nestjs/common';
import { type Prisma } from '../platform/prisma/generated/client.js';
import { PrismaService } from '../platform/prisma/prisma.service.js';

export interface EventRow {
  readonly seq: bigint;
  readonly type: string;
  readonly clientId: string;
  /** Null, and the version with it, where the event is not about an order. */
  readonly orderId: string | null;
  readonly version: number | null;
  readonly data: Readonly<Record<string, unknown>>;
  readonly createdAt: Date;
}

export interface EventFilter {
  /** Absent: the events of every client. */
  readonly clientId?: string | undefined;
  readonly orderId?: string | undefined;
  /** Absent or empty: every type. */
  readonly types?: readonly string[] | undefined;
}

/** Which numbers to read: `after` is left out, `upTo` is not. */
export interface EventRange {
  readonly after: bigint;
  readonly upTo: bigint;
}

/** Reads the event log so that a reader that remembers its last number misses nothing. */
@Injectable()
export class EventLogQuery {
  constructor(private readonly prisma: PrismaService) {}

  /**
   * Up to this number the log is complete for every read that starts afterwards. An event above it may be visible
   * while a smaller one is still to be committed, so no reader goes further.
   */
  async newestSettled(): Promise<bigint> {
    const [row] = await this.prisma.$queryRaw<{ seq: bigint }[]>`SELECT newest_settled_event() AS seq`;
    if (!row) throw new Error('newest_settled_event() gave no row');
    return row.seq;
  }

  async oldestFirst(filter: EventFilter, range: EventRange, limit: number): Promise<EventRow[]> {
    return this.read(filter, range, limit, 'asc');
  }

  async newestFirst(filter: EventFilter, range: EventRange, limit: number): Promise<EventRow[]> {
    return this.read(filter, range, limit, 'desc');
  }

  private async read(
    filter: EventFilter,
    { after, upTo }: EventRange,
    take: number,
    order: Prisma.SortOrder,
  ): Promise<EventRow[]> {
    const { clientId, orderId, types = [] } = filter;
    const rows = await this.prisma.event.findMany({
      where: {
        seq: { gt: after, lte: upTo },
        ...(clientId !== undefined && { clientId }),
        ...(orderId !== undefined && { orderId }),
        ...(types.length > 0 && { type: { in: [...types] } }),
      },
      orderBy: { seq: order },
      take,
    });
    return rows.map((row) => ({ ...row, data: row.data as Record<string, unknown> }));
  }
}
