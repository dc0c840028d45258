import { Injectable } from '@nestjs/common';
import { type Principal, visibleClientId } from '../../access/principal.js';
import { type Page, cutPage } from '../../shared/page.js';
import { type ListOrdersQuery } from './list-orders.query.dto.js';
import { type OrderFilter } from './order-page.query.js';
import { OrderQuery, type OrderRow } from './order.query.js';

/** A page of the orders that the caller may see, newest first. */
@Injectable()
export class ListOrders {
  constructor(private readonly orders: OrderQuery) {}

  async execute(caller: Principal, query: ListOrdersQuery): Promise<Page<OrderRow>> {
    const { limit, cursor } = query;
    const found = await this.orders.list(visibleFilter(caller, query), { limit: limit + 1, cursor });
    return cutPage(found, limit, (order) => order);
  }
}

/** What the caller asked for, among what the caller may see. */
export function visibleFilter(caller: Principal, query: ListOrdersQuery): OrderFilter {
  return {
    clientId: visibleClientId(caller) ?? query.clientId,
    statuses: query.status,
    certificateType: query.certificateType,
    reference: query.reference,
    test: query.test,
    createdAfter: toDate(query.createdAfter),
    createdBefore: toDate(query.createdBefore),
    expiresBefore: toDate(query.expiresBefore),
    mismatched: query.mismatched,
    sectigoOrderNumber: query.sectigoOrderNumber,
    pending: query.pending,
    certificateId: query.certificateId,
    q: query.q,
  };
}

function toDate(time: string | undefined): Date | undefined {
  return time === undefined ? undefined : new Date(time);
}
