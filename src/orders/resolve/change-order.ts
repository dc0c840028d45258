import { Injectable } from '@nestjs/common';
import { type Actor, type Principal } from '../../access/principal.js';
import { SubmissionRelay } from '../queue/submission.relay.js';
import { type ErrorCode } from '../../shared/error-code.js';
import { GatewayError } from '../../shared/gateway-error.js';
import { type ExpectedVersions, refuseOtherVersion } from '../domain/expected-versions.js';
import { type ResolveOrderDto } from './resolve-order.dto.js';
import { FindOrder } from '../find/find-order.js';
import { type ChangeRequest, OrderChangeRepository } from './order-change.repository.js';
import { type OrderRow } from '../find/order.query.js';

/** The order, the actor, and the expected versions. */
export interface ChangeOf {
  readonly id: string;
  readonly by: Actor;
  readonly versions: ExpectedVersions;
}

/** Cancel, retry and resolve an order. */
@Injectable()
export class ChangeOrder {
  constructor(
    private readonly findOrder: FindOrder,
    private readonly changes: OrderChangeRepository,
    private readonly relay: SubmissionRelay,
  ) {}

  async cancel(of: ChangeOf, note?: string | null): Promise<OrderRow> {
    return this.change(of, 'order-not-cancellable', () => this.changes.cancel(of.id, { ...of, note }));
  }

  async retry(of: ChangeOf, note?: string | null): Promise<OrderRow> {
    return this.change(of, 'order-not-retryable', () => this.changes.retry(of.id, { ...of, note }));
  }

  /** An operator's decision about an unknown outcome, after looking in Sectigo's portal. */
  async resolve(of: ChangeOf, word: ResolveOrderDto): Promise<OrderRow> {
    const request = { ...of, note: word.note };
    return this.change(of, 'order-not-resolvable', () => this.applyResolution(of.id, word, request));
  }

  private applyResolution(id: string, word: ResolveOrderDto, request: ChangeRequest): Promise<boolean> {
    const { outcome, sectigoOrderNumber, cost = null, resubmit } = word;
    if (outcome === 'placed') {
      return this.changes.resolvePlaced(id, { orderNumber: sectigoOrderNumber ?? '', cost }, request);
    }
    if (resubmit === true) return this.changes.resolveResubmit(id, request);
    const detail = 'An operator found that Sectigo did not place the order.';
    return this.changes.resolveFailed(id, { code: 'order-not-placed', detail }, request);
  }

  /** The statement alone decides whether the order is changed; another look tells why it was not. */
  private async change(
    { id, by, versions }: ChangeOf,
    refusal: ErrorCode,
    write: () => Promise<boolean>,
  ): Promise<OrderRow> {
    await this.findOrder.execute(by, id);
    if (await write()) return this.handOver(by, id);
    refuseOtherVersion(await this.findOrder.execute(by, id), versions);
    throw new GatewayError(refusal);
  }

  private async handOver(caller: Principal, id: string): Promise<OrderRow> {
    const order = await this.findOrder.execute(caller, id);
    if (order.status === 'queued') this.relay.handOver({ orderId: id, version: order.version });
    return order;
  }
}
