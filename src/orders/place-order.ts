import { Injectable } from '@nestjs/common';
import { SubmissionRelay } from '../outbox/submission.relay.js';
import { GatewayError } from '../shared/gateway-error.js';
import { newId } from '../shared/ids.js';
import { certificateDigest, requestDigest } from './domain/digests.js';
import { type NewOrder, OrderRepository } from './order.repository.js';
import { OrderQuery, type OrderRow } from './order.query.js';
import { ReadOrder } from './read-order.js';

export interface PlaceOrderCommand {
  readonly clientId: string;
  readonly idempotencyKey: string;
  /** The JSON body as it came. */
  readonly body: unknown;
}

export interface AcceptedOrder {
  readonly order: OrderRow;
  /** The key came before with the same body: this is that order. */
  readonly replayed: boolean;
}

/** A guard refused, and then the order behind it went away: somebody must win within this many rounds. */
const MAX_ROUNDS = 3;

/** Accepts an order: checked, stored with its event, handed over to be sent. */
@Injectable()
export class PlaceOrder {
  constructor(
    private readonly reader: ReadOrder,
    private readonly orders: OrderRepository,
    private readonly query: OrderQuery,
    private readonly relay: SubmissionRelay,
  ) {}

  async execute({ clientId, idempotencyKey, body }: PlaceOrderCommand): Promise<AcceptedOrder> {
    const { details, csrSummary, allowDuplicate } = await this.reader.read(body);
    const order: NewOrder = {
      id: newId('ord'),
      clientId,
      idempotencyKey,
      requestDigest: requestDigest(body),
      certificateDigest: certificateDigest(details),
      allowDuplicate,
      details,
      csrSummary,
    };
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const accepted = await this.orders.accept(order);
      if (accepted) {
        this.relay.handOver({ orderId: accepted.id, version: accepted.version });
        return { order: accepted, replayed: false };
      }
      const replay = await this.replayOf(order);
      if (replay) return replay;
    }
    throw new GatewayError('storage-unavailable', {
      detail: 'The order collided with others again and again.',
    });
  }

  /** The earlier order of the same key, or the conflict; undefined when what was in the way has gone. */
  private async replayOf(order: NewOrder): Promise<AcceptedOrder | undefined> {
    const earlier = await this.orders.findEarlier(order);
    switch (earlier?.guard) {
      case undefined:
        return undefined;
      case 'idempotency-key':
        if (earlier.requestDigest !== order.requestDigest) throw new GatewayError('idempotency-key-reused');
        return this.replay(earlier.orderId);
      case 'reference':
        throw conflict('reference-conflict', earlier.orderId);
      case 'certificate':
        throw conflict('duplicate-order', earlier.orderId);
    }
  }

  private async replay(orderId: string): Promise<AcceptedOrder | undefined> {
    const order = await this.query.find(orderId);
    return order ? { order, replayed: true } : undefined;
  }
}

function conflict(code: 'reference-conflict' | 'duplicate-order', existingOrderId: string): GatewayError {
  return new GatewayError(code, { extensions: { existingOrderId } });
}
