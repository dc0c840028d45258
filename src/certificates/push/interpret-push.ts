import { publicKeyOfCsr } from '../../orders/domain/csr.js';
import { type OrderDetails } from '../../orders/domain/order-details.js';
import { type PushedField, readPushNotification } from '../../sectigo/index.js';
import { type DeliveredCertificate, type Ordered, readDelivered } from '../deliver/delivered-certificate.js';
import { type CertificateChange } from '../../orders/certificate-change.query.js';

/** What a push means for its order. */
export type PushMeaning =
  | {
      readonly kind: 'news';
      readonly change: CertificateChange;
      readonly certificate: DeliveredCertificate | undefined;
      /** Set when something came that cannot be read: the certificate, or another one beside it. */
      readonly reason: 'certificate-unreadable' | 'issuer-unreadable' | undefined;
    }
  | { readonly kind: 'unusable'; readonly reason: 'status-absent' | 'status-unrecognised' };

export interface PushOfOrder {
  readonly orderId: string;
  readonly details: OrderDetails;
  readonly fields: readonly PushedField[];
  readonly receivedAt: Date;
}

const NOTHING_DELIVERED = { certificate: undefined, unreadable: false };

export function interpretPush({ orderId, details, fields, receivedAt }: PushOfOrder): PushMeaning {
  const { state, description, certificates, caCertificates } = readPushNotification(fields);
  if (state === null) return { kind: 'unusable', reason: 'status-absent' };
  if (state === 'unrecognised') return { kind: 'unusable', reason: 'status-unrecognised' };
  const cameWithTexts = certificates.length + caCertificates.length > 0;
  const { certificate, unreadable } = cameWithTexts
    ? readDelivered({ certificates, caCertificates }, orderedBy(details))
    : NOTHING_DELIVERED;
  // issuers may come alone, before or after it
  const missing = certificate === undefined && (certificates.length > 0 || unreadable);
  return {
    kind: 'news',
    change: { orderId, to: state, description, at: receivedAt, delivered: certificate },
    certificate,
    reason: missing ? 'certificate-unreadable' : unreadable ? 'issuer-unreadable' : undefined,
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
