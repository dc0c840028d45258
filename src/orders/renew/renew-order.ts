import { Injectable } from '@nestjs/common';
import { type Principal } from '../../access/principal.js';
import { readIdempotencyKey } from '../domain/idempotency-key.js';
import { GatewayError } from '../../shared/gateway-error.js';
import { type CertificateStatus } from '../domain/certificate-status.js';
import { type OrderDetails } from '../domain/order-details.js';
import { type ExpectedVersions, refuseOtherVersion } from '../domain/expected-versions.js';
import { renewedBody } from '../domain/renewed-body.js';
import { FindOrder } from '../find/find-order.js';
import { type AcceptedOrder, PlaceOrder } from '../place/place-order.js';

/** It was issued once; from none of these it ever goes back. */
const RENEWABLE: readonly CertificateStatus[] = ['issued', 'replaced', 'revoked'];

export interface RenewOrderCommand {
  readonly caller: Principal;
  readonly orderId: string;
  /** As it came. */
  readonly idempotencyKey: unknown;
  /** The JSON body as it came: the changes. */
  readonly wishes: unknown;
  /** Of the order that is renewed. */
  readonly versions: ExpectedVersions;
}

/** Orders a certificate again, always for its client, with the rules of any order. */
@Injectable()
export class RenewOrder {
  constructor(
    private readonly findOrder: FindOrder,
    private readonly placeOrder: PlaceOrder,
  ) {}

  async execute(command: RenewOrderCommand): Promise<AcceptedOrder> {
    const { caller, orderId, idempotencyKey, wishes, versions } = command;
    const order = await this.findOrder.execute(caller, orderId);
    const { certificateStatus, clientId, details } = order;
    if (!RENEWABLE.includes(certificateStatus as CertificateStatus)) {
      refuseOtherVersion(order, versions);
      throw new GatewayError('order-not-renewable');
    }
    return this.placeOrder.execute({
      // an operator renews for another client, whose limits must be looked up
      caller: { clientId, limited: caller.limited || clientId !== caller.clientId },
      idempotencyKey: readIdempotencyKey(idempotencyKey),
      body: renewedBody(details as unknown as OrderDetails, wishes),
      renewal: { of: orderId, wishes: wishes ?? {}, versions },
    });
  }
}
