import { Injectable } from '@nestjs/common';
import { type Principal } from '../access/principal.js';
import { type ListOrdersQuery } from './dto/list-orders.query.dto.js';
import { OrderQuery, type OrderRow } from './order.query.js';

export interface OrderPage {
  readonly orders: readonly OrderRow[];
  readonly nextCursor: string | null;
}

/** A page of the orders that the caller may see, newest first. */
@Injectable()
export class ListOrders {
  constructor(private readonly orders: OrderQuery) {}

  async execute(caller: Principal, query: ListOrdersQuery): Promise<OrderPage> {
    const filter = {
      clientId: caller.role === 'operator' ? query.clientId : caller.clientId,
      statuses: query.status,
      certificateType: query.certificateType,
      reference: query.reference,
      test: query.test === undefined ? undefined : query.test === 'true',
      createdAfter: toDate(query.createdAfter),
      createdBefore: toDate(query.createdBefore),
      sectigoOrderNumber: query.sectigoOrderNumber,
      q: query.q,
    };
    // one more than asked for tells whether there is a next page
    const found = await this.orders.list(filter, query.limit + 1, query.cursor);
    const orders = found.slice(0, query.limit);
    return { orders, nextCursor: found.length > query.limit ? (orders.at(-1)?.id ?? null) : null };
  }
}

function toDate(time: string | undefined): Date | undefined {
  return time === undefined ? undefined : new Date(time);
}
