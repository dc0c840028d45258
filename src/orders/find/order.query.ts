import { Injectable } from '@nestjs/common';
import { type Order, Prisma } from '../../platform/prisma/generated/client.js';
import { PrismaService } from '../../platform/prisma/prisma.service.js';
import { type ProblemOccurrence } from '../../shared/problem-occurrence.js';
import { type OrderFilter, type PageOf, pageStatement } from './order-page.query.js';

export type OrderRow = Order;

/** Why the order is in trouble, if it is. */
export function occurrenceOf({ problem }: Pick<OrderRow, 'problem'>): ProblemOccurrence | null {
  return problem as unknown as ProblemOccurrence | null;
}

const ALL_FIELDS = Object.values(Prisma.OrderScalarFieldEnum);

const EXPORTED_FIELDS = [
  'id',
  'status',
  'createdAt',
  'placedAt',
  'clientId',
  'reference',
  'certificateType',
  'organizationName',
  'test',
  'sectigoOrderNumber',
  'cost',
  'problem',
  'attempts',
  'version',
] as const satisfies readonly (keyof OrderRow)[];

export type ExportedOrder = Pick<OrderRow, (typeof EXPORTED_FIELDS)[number]>;

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

  /** A page, newest first. */
  async list(filter: OrderFilter, page: PageOf): Promise<OrderRow[]> {
    return this.prisma.$queryRaw<OrderRow[]>(pageStatement(ALL_FIELDS, filter, page));
  }

  /** A page of what an export shows: without the details, which are most of a row. */
  async listForExport(filter: OrderFilter, page: PageOf): Promise<ExportedOrder[]> {
    return this.prisma.$queryRaw<ExportedOrder[]>(pageStatement(EXPORTED_FIELDS, filter, page));
  }
}
