import { Injectable } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { renderProblem } from '../../http/problem/problem.js';
import { type ProblemResponse } from '../../http/problem/problem.response.js';
import { PublicUrl } from '../../http/public-url.js';
import { isVersionKnown, versionTag } from '../../http/version-tags.js';
import { problemOfOrder, type ProblemOccurrence } from '../../shared/problem-occurrence.js';
import { type CsrSummary, type OrderDetails } from '../domain/order-details.js';
import { isOpen, type OrderStatus } from '../domain/order-status.js';
import { OrderChanges } from '../place/order-changes.js';
import { type AcceptedOrder } from '../place/place-order.js';
import { occurrenceOf, type OrderRow } from './order.query.js';
import { type OrderResponse } from './order.response.js';

const RETRY_AFTER_SECONDS = 2;

/**
 * Which HTTP answer an order gives, by its status, and an order row as the API shows it: no CSR or attestation bodies,
 * nothing of the upstream but its facts.
 */
@Injectable()
export class OrderAnswer {
  constructor(
    private readonly changes: OrderChanges,
    private readonly publicUrl: PublicUrl,
  ) {}

  /** 202 once the order is durable; with `Prefer: wait`, the outcome if it came in time. */
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
      this.writeAccepted(order, reply);
    } else {
      refuseTroubled(order);
      void reply.header('preference-applied', `wait=${waitSeconds}`);
      this.write(201, order, reply);
    }
  }

  /** The order, unless its reader has it: a link to a renewal is no new version, so an order with one is always told. */
  toLook(order: OrderRow, reply: FastifyReply): void {
    const isKnown = isVersionKnown(order.version, reply.request.headers['if-none-match']);
    if (isKnown && order.renewedBy === null) {
      void reply.status(304).header('etag', versionTag(order.version)).send();
    } else {
      this.write(200, order, reply);
    }
  }

  /** 200 if placed, 202 while the order is open, otherwise throws the problem with its own status. */
  toResult(order: OrderRow, reply: FastifyReply): void {
    if (isOpen(order.status as OrderStatus)) {
      this.writeAccepted(order, reply);
    } else {
      refuseTroubled(order);
      if (order.status === 'cancelled') throw problemOfOrder({ code: 'order-cancelled' }, order.id);
      this.write(200, order, reply);
    }
  }

  /** The order alone, with its version as entity tag. */
  write(status: number, order: OrderRow, reply: FastifyReply): void {
    const etag = versionTag(order.version);
    void reply.status(status).header('etag', etag).send(this.view(order, reply.request));
  }

  /** With the time to look again, while there is something to wait for: a repeated request may be about a settled order. */
  private writeAccepted(order: OrderRow, reply: FastifyReply): void {
    if (isOpen(order.status as OrderStatus)) void reply.header('retry-after', String(RETRY_AFTER_SECONDS));
    this.write(202, order, reply);
  }

  view(order: OrderRow, { id: requestId }: Pick<FastifyRequest, 'id'>): OrderResponse {
    const details = order.details as unknown as OrderDetails;
    return {
      id: order.id,
      status: order.status,
      version: order.version,
      clientId: order.clientId,
      reference: order.reference,
      test: order.test,
      certificateType: details.certificateType,
      validityDays: details.validityDays,
      provisioning: provisioningOf(details, order.csrSummary as unknown as CsrSummary | null),
      organization: details.organization,
      applicant: details.applicant,
      validation: details.validation,
      notifications: details.notifications,
      metadata: details.metadata,
      sectigo: sectigoOf(order),
      certificate: certificateOf(order),
      problem: this.problem(occurrenceOf(order), order.id, requestId),
      attempts: order.attempts,
      nextAttemptAt: order.nextAttemptAt?.toISOString() ?? null,
      createdAt: order.createdAt.toISOString(),
      updatedAt: order.updatedAt.toISOString(),
      placedAt: order.placedAt?.toISOString() ?? null,
      renewalOf: order.renewalOf,
      renewedBy: order.renewedBy,
    };
  }

  problem(occurrence: ProblemOccurrence | null, orderId: string, requestId: string): ProblemResponse | null {
    if (!occurrence) return null;
    const instance = `/v1/orders/${orderId}`;
    return renderProblem(occurrence, { publicUrl: this.publicUrl.value, instance, requestId, orderId });
  }
}

/** What an order came to may be a problem. */
function refuseTroubled(order: OrderRow): void {
  const problem = occurrenceOf(order);
  if (problem) throw problemOfOrder(problem, order.id);
}

function provisioningOf(
  { provisioning }: OrderDetails,
  csr: CsrSummary | null,
): OrderResponse['provisioning'] {
  switch (provisioning.method) {
    case 'remote':
      return { method: 'remote', hsmType: provisioning.hsmType, ...(csr && { csr }) };
    case 'token':
      return { ...provisioning };
    case 'deferred':
      return { method: 'deferred' };
  }
}

function sectigoOf(order: OrderRow): OrderResponse['sectigo'] {
  if (order.sectigoOrderNumber === null) return null;
  return {
    orderNumber: order.sectigoOrderNumber,
    certificateId: order.certificateId,
    certificateState: order.certificateState,
    cost: order.cost?.toFixed(2) ?? null,
    paymentOutstanding: order.paymentOutstanding ?? false,
  };
}

function certificateOf(order: OrderRow): OrderResponse['certificate'] {
  if (order.placedAt === null) return null;
  return {
    status: order.certificateStatus ?? 'pending',
    statusDescription: order.certificateStatusDescription,
    issuedAt: order.issuedAt?.toISOString() ?? null,
    revokedAt: order.revokedAt?.toISOString() ?? null,
    expiresAt: order.expiresAt?.toISOString() ?? null,
    mismatches: order.certificateMismatches,
  };
}
