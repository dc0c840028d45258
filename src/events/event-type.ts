/** What can happen to an order. */
export const ORDER_EVENT_TYPES = [
  'order.accepted',
  'order.queued',
  'order.submitting',
  'order.placed',
  'order.rejected',
  'order.failed',
  'order.held',
  'order.outcome-unknown',
  'order.reconciled',
  'order.cancelled',
  'order.revocation-refused',
] as const;

export type OrderEventType = (typeof ORDER_EVENT_TYPES)[number];

/** What can happen to the certificate of a placed order. */
export const CERTIFICATE_EVENT_TYPES = [
  'certificate.issued',
  'certificate.rejected',
  'certificate.revoked',
  'certificate.replaced',
  'certificate.updated',
  'certificate.expiring',
] as const;

/** All of them but `certificate.expiring`, which says more. */
export const CERTIFICATE_NEWS = CERTIFICATE_EVENT_TYPES.filter((type) => type !== 'certificate.expiring');

export type CertificateEventType = (typeof CERTIFICATE_EVENT_TYPES)[number];

/** Events about a client's own webhooks; they are not about an order. */
export const WEBHOOK_EVENT_TYPES = ['webhook.disabled', 'webhook.test'] as const;

/** Everything that a caller may ask for by name. */
export const EVENT_TYPES = [
  ...ORDER_EVENT_TYPES,
  ...CERTIFICATE_EVENT_TYPES,
  ...WEBHOOK_EVENT_TYPES,
] as const;
