import { Injectable } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { ProblemFilter } from '../../http/problem/problem.filter.js';
import { isOpen, type OrderStatus } from '../domain/order-status.js';
import { type OrderResponse } from '../find/order.response.js';
import { OrderChanges } from './order-changes.js';
import { occurrenceOf, OrderView } from '../find/order-view.js';
import { type OrderRow } from '../find/order.query.js';
import { type AcceptedOrder } from './place-order.js';

const RETRY_AFTER_SECONDS = 2;

/** Which HTTP answer an order gives, by its status. */
@Injectable()
export class OrderAnswer {
  constructor(
    private readonly changes: OrderChanges,
    private readonly orderView: OrderView,
    private readonly problems: ProblemFilter,
  ) {}

  view(order: OrderRow, request: FastifyRequest): OrderResponse {
    return this.orderView.render(order, request.id);
  }

  /** 202 once the order is durable; with `Prefer: wait`, what became of it if that was in time. */
  async toPlacing(
    accepted: AcceptedOrder,
    waitSeconds: number | undefined,
    reply: FastifyReply,
  ): Promise<void> {
    const waited = waitSeconds !== undefined && waitSeconds > 0;
    const order = waited ? await this.changes.settled(accepted.order, waitSeconds * 1_000) : accepted.order;
    void reply.header('location', `/v1/orders/${order.id}`);
    if (accepted.replayed) void reply.header('idempotency-replayed', 'true');
    if (!waited || isOpen(order.status as OrderStatus)) {
      this.write(202, order, reply);
    } else if (order.problem !== null) {
      this.writeProblem(order, reply);
    } else {
      void reply.header('preference-applied', `wait=${waitSeconds}`);
      this.write(201, order, reply);
    }
  }

  /** 200 when placed, 202 while somebody is at work on it, else the problem with its own status. */
  toResult(order: OrderRow, reply: FastifyReply): void {
    if (isOpen(order.status as OrderStatus)) {
      void reply.header('retry-after', String(RETRY_AFTER_SECONDS));
      this.write(202, order, reply);
    } else if (order.problem !== null) {
      this.writeProblem(order, reply);
    } else if (order.status === 'cancelled') {
      this.problems.writeOccurrence({ code: 'order-cancelled' }, order.id, reply.request, reply);
    } else {
      this.write(200, order, reply);
    }
  }

  private write(status: number, order: OrderRow, reply: FastifyReply): void {
    void reply.status(status).send(this.view(order, reply.request));
  }

  private writeProblem(order: OrderRow, reply: FastifyReply): void {
    const occurrence = occurrenceOf(order);
    if (!occurrence) throw new Error(`order ${order.id} has no problem to show`);
    this.problems.writeOccurrence(occurrence, order.id, reply.request, reply);
  }
}
