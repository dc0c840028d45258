import { Injectable } from '@nestjs/common';
import { Prisma, type Order } from '../platform/prisma/generated/client.js';
import { PrismaService } from '../platform/prisma/prisma.service.js';

export type OrderRow = Order;

export interface OrderFilter {
  readonly clientId?: string | undefined;
  readonly statuses?: readonly string[] | undefined;
  readonly certificateType?: string | undefined;
  readonly reference?: string | undefined;
  readonly test?: boolean | undefined;
  readonly createdAfter?: Date | undefined;
  readonly createdBefore?: Date | undefined;
  readonly sectigoOrderNumber?: string | undefined;
  /** Part of the organization's name, the reference or Sectigo's order number. */
  readonly q?: string | undefined;
}

@Injectable()
export class OrderQuery {
  constructor(private readonly prisma: PrismaService) {}

  /** The order if the client may see it; `undefined` as client means every order. */
  async find(id: string, clientId?: string): Promise<OrderRow | null> {
    return this.prisma.order.findFirst({ where: { id, ...(clientId !== undefined && { clientId }) } });
  }

  async findStatuses(ids: readonly string[]): Promise<{ id: string; status: string }[]> {
    return this.prisma.order.findMany({
      where: { id: { in: [...ids] } },
      select: { id: true, status: true },
    });
  }

  /** A page, newest first, beginning after the order `cursor`. Ids are sortable by time, so a page cannot slip. */
  async list(filter: OrderFilter, limit: number, cursor?: string): Promise<OrderRow[]> {
    return this.prisma.order.findMany({
      where: { ...whereOf(filter), ...(cursor !== undefined && { id: { lt: cursor } }) },
      orderBy: { id: 'desc' },
      take: limit,
    });
  }
}

function whereOf(filter: OrderFilter): Prisma.OrderWhereInput {
  const { clientId, statuses, certificateType, reference, test, sectigoOrderNumber, q } = filter;
  const createdAt = {
    ...(filter.createdAfter && { gt: filter.createdAfter }),
    ...(filter.createdBefore && { lt: filter.createdBefore }),
  };
  return {
    ...(clientId !== undefined && { clientId }),
    ...(statuses && statuses.length > 0 && { status: { in: [...statuses] } }),
    ...(certificateType !== undefined && { certificateType }),
    ...(reference !== undefined && { reference }),
    ...(test !== undefined && { test }),
    ...(Object.keys(createdAt).length > 0 && { createdAt }),
    ...(sectigoOrderNumber !== undefined && { sectigoOrderNumber }),
    ...(q !== undefined && {
      OR: [contains('organizationName', q), contains('reference', q), contains('sectigoOrderNumber', q)],
    }),
  };
}

function contains(
  column: 'organizationName' | 'reference' | 'sectigoOrderNumber',
  text: string,
): Prisma.OrderWhereInput {
  return { [column]: { contains: text.replace(/[\\%_]/g, '\\$&'), mode: 'insensitive' } };
}
