import { Injectable } from '@nestjs/common';
import { type Actor } from '../../access/principal.js';
import { FindOrder } from '../../orders/find/find-order.js';
import { type OrderRow } from '../../orders/find/order.query.js';
import { type ExpectedVersions, refuseOtherVersion } from '../../orders/domain/expected-versions.js';
import { type RevocationReasonCode } from '../../sectigo/index.js';
import { GatewayError } from '../../shared/gateway-error.js';
import { problemOfOrder, type ProblemOccurrence } from '../../shared/problem-occurrence.js';
import { RevocationChanges } from './revocation-changes.js';
import { RevocationRepository } from './revocation.repository.js';

export interface RevocationCommand {
  readonly caller: Actor;
  readonly orderId: string;
  readonly reason: string;
  readonly reasonCode: RevocationReasonCode;
  readonly waitMs: number;
  readonly versions: ExpectedVersions;
}

export interface RevocationAnswer {
  readonly isOver: boolean;
  readonly order: OrderRow;
}

/** Stores a request to revoke a certificate, and waits for the result. Throws the problem if Sectigo refuses. */
@Injectable()
export class RequestRevocation {
  constructor(
    private readonly findOrder: FindOrder,
    private readonly revocations: RevocationRepository,
    private readonly changes: RevocationChanges,
  ) {}

  async execute(command: RevocationCommand): Promise<RevocationAnswer> {
    const { caller, orderId, reason, reasonCode, waitMs, versions } = command;
    await this.findOrder.execute(caller, orderId);
    if (!(await this.revocations.request({ orderId, reason, reasonCode, by: caller, versions }))) {
      refuseOtherVersion(await this.findOrder.execute(caller, orderId), versions);
      throw new GatewayError('order-not-revocable');
    }
    const revocation = await this.changes.settled(orderId, waitMs);
    if (revocation?.status === 'refused') {
      throw problemOfOrder(revocation.problem as unknown as ProblemOccurrence, orderId);
    }
    const order = await this.findOrder.execute(caller, orderId);
    return { isOver: revocation?.status !== 'requested', order };
  }
}
