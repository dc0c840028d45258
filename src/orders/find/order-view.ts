import { Injectable } from '@nestjs/common';
import { type Problem, renderProblem } from '../../http/problem/problem.js';
import { PublicUrl } from '../../http/public-url.js';
import { type ProblemOccurrence } from '../../shared/problem-occurrence.js';
import { type CsrSummary, type OrderDetails } from '../domain/order-details.js';
import { type OrderResponse } from './order.response.js';
import { type OrderRow } from './order.query.js';

/** Shows an order row as the API's order: no CSR or attestation bodies, nothing of the upstream but its facts. */
@Injectable()
export class OrderView {
  constructor(private readonly publicUrl: PublicUrl) {}

  render(order: OrderRow, requestId: string): OrderResponse {
    const details = order.details as unknown as OrderDetails;
    return {
      id: order.id,
      status: order.status,
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

  problem(occurrence: ProblemOccurrence | null, orderId: string, requestId: string): Problem | null {
    if (!occurrence) return null;
    const instance = `/v1/orders/${orderId}`;
    return renderProblem(occurrence, { publicUrl: this.publicUrl.value, instance, requestId, orderId });
  }
}

/** Why the order is in trouble, if it is. */
export function occurrenceOf({ problem }: Pick<OrderRow, 'problem'>): ProblemOccurrence | null {
  return problem as unknown as ProblemOccurrence | null;
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
