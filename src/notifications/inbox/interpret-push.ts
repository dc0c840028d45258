import { publicKeyOfCsr } from '../../orders/domain/csr.js';
import { type OrderDetails } from '../../orders/domain/order-details.js';
import { type PushedField, readPushNotification } from '../../sectigo/index.js';
import {
  type DeliveredCertificate,
  type Ordered,
  readDelivered,
} from '../certificate/delivered-certificate.js';
import { type CertificateChange } from '../../orders/certificate-change.query.js';

/** What a push means for its order. */
export type PushMeaning =
  | {
      readonly kind: 'news';
      readonly change: CertificateChange;
      readonly certificate: DeliveredCertificate | undefined;
      /** Set when a certificate came that cannot be read. */
      readonly reason: 'certificate-unreadable' | undefined;
    }
  | { readonly kind: 'unusable'; readonly reason: 'status-absent' | 'status-unrecognised' };

export interface PushOfOrder {
  readonly orderId: string;
  readonly details: OrderDetails;
  readonly fields: readonly PushedField[];
  readonly receivedAt: Date;
}

export function interpretPush({ orderId, details, fields, receivedAt }: PushOfOrder): PushMeaning {
  const { state, description, certificatePem, caCertificatePem } = readPushNotification(fields);
  if (state === null) return { kind: 'unusable', reason: 'status-absent' };
  if (state === 'unrecognised') return { kind: 'unusable', reason: 'status-unrecognised' };
  const certificate =
    certificatePem === null ? undefined : readDelivered(certificatePem, caCertificatePem, orderedBy(details));
  const unreadable = certificatePem !== null && certificate === undefined;
  return {
    kind: 'news',
    change: { orderId, to: state, description, at: receivedAt, delivered: certificate },
    certificate,
    reason: unreadable ? 'certificate-unreadable' : undefined,
  };
}

function orderedBy({ organization, certificateType, validityDays, provisioning }: OrderDetails): Ordered {
  return {
    organizationName: organization.name,
    individual: certificateType === 'individual',
    validityDays,
    publicKey: provisioning.method === 'remote' ? publicKeyOfCsr(provisioning.csr) : null,
  };
}
