import { Injectable } from '@nestjs/common';
import { type Actor, type Principal } from '../../access/principal.js';
import { SubmissionRelay } from '../queue/submission.relay.js';
import { GatewayError } from '../../shared/gateway-error.js';
import { type ResolveOrderDto } from './resolve-order.dto.js';
import { FindOrder } from '../find/find-order.js';
import { OrderChangeRepository } from './order-change.repository.js';
import { type OrderRow } from '../find/order.query.js';

/** What people may do to an order that is in trouble or no longer wanted. */
@Injectable()
export class ChangeOrder {
  constructor(
    private readonly findOrder: FindOrder,
    private readonly changes: OrderChangeRepository,
    private readonly relay: SubmissionRelay,
  ) {}

  async cancel(by: Actor, id: string, note?: string | null): Promise<OrderRow> {
    await this.findOrder.execute(by, id);
    if (!(await this.changes.cancel(id, { by, note }))) throw new GatewayError('order-not-cancellable');
    return this.findOrder.execute(by, id);
  }

  async retry(by: Actor, id: string, note?: string | null): Promise<OrderRow> {
    await this.findOrder.execute(by, id);
    if (!(await this.changes.retry(id, { by, note }))) throw new GatewayError('order-not-retryable');
    return this.handOver(by, id);
  }

  /** An operator's word about an unknown outcome, from what Sectigo's portal shows. */
  async resolve(by: Actor, id: string, word: ResolveOrderDto): Promise<OrderRow> {
    await this.findOrder.execute(by, id);
    if (!(await this.applyResolution(by, id, word))) throw new GatewayError('order-not-resolvable');
    return this.handOver(by, id);
  }

  private async applyResolution(by: Actor, id: string, word: ResolveOrderDto): Promise<boolean> {
    const { outcome, sectigoOrderNumber, resubmit, note } = word;
    const request = { by, note };
    if (outcome === 'placed') return this.changes.resolvePlaced(id, sectigoOrderNumber ?? '', request);
    if (resubmit === true) return this.changes.resolveResubmit(id, request);
    const detail = 'An operator found that Sectigo did not place the order.';
    return this.changes.resolveFailed(id, { code: 'order-not-placed', detail }, request);
  }

  private async handOver(caller: Principal, id: string): Promise<OrderRow> {
    const order = await this.findOrder.execute(caller, id);
    if (order.status === 'queued') this.relay.handOver({ orderId: id, version: order.version });
    return order;
  }
}
