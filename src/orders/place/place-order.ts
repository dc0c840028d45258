import { Injectable } from '@nestjs/common';
import { type Principal } from '../../access/principal.js';
import { SubmissionRelay } from '../queue/submission.relay.js';
import { beginHandOver } from '../queue/hand-over-span.js';
import { type Span, Tracing } from '../../platform/tracing/tracing.js';
import { GatewayError } from '../../shared/gateway-error.js';
import { newId } from '../../shared/ids.js';
import { certificateDigest, meaningDigest, requestDigest } from '../domain/digests.js';
import { type ExpectedVersions, refuseOtherVersion } from '../domain/expected-versions.js';
import { type LimitRefusal, refusalDetail } from '../domain/limit-refusal.js';
import { type Acceptance, type EarlierOrder, OrderRepository } from './order.repository.js';
import { type NewOrder } from './new-order.js';
import { OrderQuery, type OrderRow } from '../find/order.query.js';
import { OrderReader } from './order.reader.js';

export interface PlaceOrderCommand {
  readonly caller: Pick<Principal, 'clientId' | 'limited'>;
  readonly idempotencyKey: string;
  /** The JSON body as it came. */
  readonly body: unknown;
  readonly renewal?: Renewal;
}

/** The body was made from an earlier order and what the caller wants to be different. */
export interface Renewal {
  readonly of: string;
  readonly wishes: unknown;
  readonly versions: ExpectedVersions;
}

export interface AcceptedOrder {
  readonly order: OrderRow;
  /** The key came before with the same body: this is that order. */
  readonly replayed: boolean;
}

/** A guard refused, and then its order was gone: one request must win within this many rounds. */
const MAX_ROUNDS = 3;

/** Accepts an order: checked, stored with its event, handed over to be sent. */
@Injectable()
export class PlaceOrder {
  constructor(
    private readonly reader: OrderReader,
    private readonly orders: OrderRepository,
    private readonly query: OrderQuery,
    private readonly relay: SubmissionRelay,
    private readonly tracing: Tracing,
  ) {}

  execute(command: PlaceOrderCommand): Promise<AcceptedOrder> {
    return this.tracing.span('accept order', {}, (span) => this.accept(command, span));
  }

  private async accept(
    { caller, idempotencyKey, body, renewal }: PlaceOrderCommand,
    span: Span,
  ): Promise<AcceptedOrder> {
    const { details, csrSummary, allowDuplicate } = await this.reader.read(body);
    const order: NewOrder = {
      id: newId('ord'),
      clientId: caller.clientId,
      limited: caller.limited,
      idempotencyKey,
      requestDigest: requestDigest(renewal ? { renewalOf: renewal.of, wishes: renewal.wishes } : body),
      certificateDigest: certificateDigest(details),
      meaningDigest: meaningDigest(details),
      allowDuplicate,
      details,
      csrSummary,
      traceparent: span.traceparent,
      renewalOf: renewal?.of ?? null,
      renewableVersions: renewal?.versions ?? null,
    };
    return this.store(order);
  }

  private async store(order: NewOrder): Promise<AcceptedOrder> {
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const acceptance = await this.orders.accept(order);
      if (acceptance.kind === 'accepted') {
        this.tracing.aboutOrder(order.id);
        this.relay.handOver({
          orderId: order.id,
          version: acceptance.order.version,
          span: beginHandOver(this.tracing, order.id),
        });
        return { order: acceptance.order, replayed: false };
      }
      const earlier = await this.orders.findEarlier(order);
      const replay = earlier && (await this.answerOf(earlier, order, acceptance));
      if (replay) return replay;
      await this.refuseOtherVersion(order);
      if (acceptance.kind === 'limited') throw beyondLimit(acceptance.refusal);
    }
    throw new GatewayError('storage-unavailable', {
      detail: 'The order repeatedly collided with other orders.',
    });
  }

  /** The earlier order of the same key, or the conflict; undefined when it was not in the way, or is so no more. */
  private async answerOf(
    earlier: EarlierOrder,
    order: NewOrder,
    { kind }: Acceptance,
  ): Promise<AcceptedOrder | undefined> {
    switch (earlier.guard) {
      case 'idempotency-key':
        if (earlier.requestDigest !== order.requestDigest) throw new GatewayError('idempotency-key-reused');
        return this.replay(earlier.orderId);
      case 'reference':
        throw conflict('reference-conflict', earlier.orderId);
      case 'renewal':
        throw conflict('order-already-renewed', earlier.orderId);
      case 'certificate':
        // a limit refuses before this guard is asked: the earlier order may be old, or a duplicate may be wanted
        if (kind === 'limited') return undefined;
        throw conflict('duplicate-order', earlier.orderId);
    }
  }

  /** Of the order that is renewed: looked at after the guards, so that a key that came before gets its answer. */
  private async refuseOtherVersion({ renewalOf, renewableVersions }: NewOrder): Promise<void> {
    const renewed =
      renewalOf === null || renewableVersions === null ? null : await this.query.find(renewalOf);
    if (renewed) refuseOtherVersion(renewed, renewableVersions);
  }

  private async replay(orderId: string): Promise<AcceptedOrder | undefined> {
    const order = await this.query.find(orderId);
    return order ? { order, replayed: true } : undefined;
  }
}

function beyondLimit(refusal: LimitRefusal): GatewayError {
  return new GatewayError(refusal.code, {
    detail: refusalDetail(refusal),
    retryAfterMs: refusal.retryAfterMs,
  });
}

function conflict(
  code: 'reference-conflict' | 'duplicate-order' | 'order-already-renewed',
  existingOrderId: string,
): GatewayError {
  return new GatewayError(code, { extensions: { existingOrderId } });
}
