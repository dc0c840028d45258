import { Injectable } from '@nestjs/common';
import { type Principal, visibleClientId } from '../../access/principal.js';
import { GatewayError } from '../../shared/gateway-error.js';
import { isId } from '../../shared/ids.js';
import { OrderQuery, type OrderRow } from './order.query.js';

/** One order that the caller may see; another client's order is a 404, like one that does not exist. */
@Injectable()
export class FindOrder {
  constructor(private readonly orders: OrderQuery) {}

  async execute(caller: Principal, id: string): Promise<OrderRow> {
    const order = isId('ord', id) ? await this.orders.find(id, visibleClientId(caller)) : null;
    if (!order) throw new GatewayError('not-found', { detail: 'There is no such order.' });
    return order;
  }
}
