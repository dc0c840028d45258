import { Injectable } from '@nestjs/common';
import { type Principal, visibleClientId } from '../../access/principal.js';
import { type ListOrdersQuery } from './list-orders.query.dto.js';
import { type OrderFilter } from './order-page.query.js';
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
    const { limit, cursor } = query;
    // one more than asked for tells whether there is a next page
    const found = await this.orders.list(visibleFilter(caller, query), { limit: limit + 1, cursor });
    const orders = found.slice(0, limit);
    return { orders, nextCursor: found.length > limit ? (orders.at(-1)?.id ?? null) : null };
  }
}

/** What the caller asked for, among what the caller may see. */
export function visibleFilter(caller: Principal, query: ListOrdersQuery): OrderFilter {
  return {
    clientId: visibleClientId(caller) ?? query.clientId,
    statuses: query.status,
    certificateType: query.certificateType,
    reference: query.reference,
    test: toBoolean(query.test),
    createdAfter: toDate(query.createdAfter),
    createdBefore: toDate(query.createdBefore),
    expiresBefore: toDate(query.expiresBefore),
    mismatched: toBoolean(query.mismatched),
    sectigoOrderNumber: query.sectigoOrderNumber,
    q: query.q,
  };
}

function toBoolean(word: string | undefined): boolean | undefined {
  return word === undefined ? undefined : word === 'true';
}

function toDate(time: string | undefined): Date | undefined {
  return time === undefined ? undefined : new Date(time);
}
