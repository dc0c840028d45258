import { type ProblemType } from './problem-type.js';

/** What a thing that is there does not allow as it stands, and what the gateway cannot do right now. */
export const GATEWAY_PROBLEMS = {
  // what an order allows
  'order-not-cancellable': {
    title: 'The order cannot be cancelled any more',
    status: 409,
    actor: 'caller',
    retryable: false,
    explanation: 'Only an order that is queued or held can be cancelled with certainty.',
    whatToDo: 'Look at the order: it was sent, or it is over already.',
  },
  'order-not-retryable': {
    title: 'The order cannot be retried',
    status: 409,
    actor: 'operator',
    retryable: false,
    explanation:
      'Only a failed, held or rejected order can be queued again; one with an unknown outcome never.',
    whatToDo: 'Resolve an unknown outcome first, with what Sectigo says about it.',
  },
  'order-not-resolvable': {
    title: 'The order has no unknown outcome',
    status: 409,
    actor: 'operator',
    retryable: false,
    explanation: 'Only an order whose outcome is unknown can be resolved by hand.',
    whatToDo: 'Look at the order: its outcome is known.',
  },
  'order-cancelled': {
    title: 'The order was cancelled',
    status: 409,
    actor: 'caller',
    retryable: false,
    explanation: 'The order was cancelled before it was sent: nothing was bought.',
    whatToDo: 'Place a new order, under a new Idempotency-Key, if you want the certificate after all.',
  },
  'order-not-revocable': {
    title: 'The certificate cannot be revoked',
    status: 409,
    actor: 'caller',
    retryable: false,
    explanation: 'Only the certificate of a placed order that has not expired can be revoked.',
    whatToDo: 'Look at the order. Cancel it if it has not been sent yet.',
  },
  'order-not-renewable': {
    title: 'The order cannot be renewed',
    status: 409,
    actor: 'caller',
    retryable: false,
    explanation: 'Only an order whose certificate was issued once can be renewed.',
    whatToDo: 'Wait until it is issued, or place a new order.',
  },
  'certificate-not-available': {
    title: 'No certificate yet',
    status: 404,
    actor: 'caller',
    retryable: true,
    explanation: 'Sectigo has not delivered the certificate of this order.',
    whatToDo: 'Watch certificate.status or the certificate.issued event, then ask again.',
  },
  // events and webhooks
  'stream-limit-reached': {
    title: 'Too many event streams',
    status: 429,
    actor: 'caller',
    retryable: true,
    explanation: 'You have as many event streams open as one caller may have.',
    whatToDo: 'Close one, or read the events of all your orders from one stream.',
  },
  'webhook-limit-reached': {
    title: 'Too many webhooks',
    status: 409,
    actor: 'caller',
    retryable: false,
    explanation: 'You have as many webhooks as one caller may have.',
    whatToDo: 'Delete one that is no longer needed.',
  },
  'webhook-disabled': {
    title: 'The webhook is disabled',
    status: 409,
    actor: 'caller',
    retryable: false,
    explanation: 'Nothing is sent to a disabled webhook; its disabledReason says why it is.',
    whatToDo: 'Correct the receiver, enable the webhook with PATCH, and do this again.',
  },
  // what Sectigo was asked
  'balance-unavailable': {
    title: 'The balance is not known',
    status: 503,
    actor: 'operator',
    retryable: true,
    explanation: 'Sectigo has not told the balance yet, and cannot be asked for it right now.',
    whatToDo: 'Look at GET /v1/ops/summary for the reason, and ask again after Retry-After.',
  },
  // ourselves
  'storage-unavailable': {
    title: 'Storage is not available',
    status: 503,
    actor: 'operator',
    retryable: true,
    explanation: 'The database cannot commit right now, so nothing was accepted.',
    whatToDo: 'Send the same request with the same Idempotency-Key again after Retry-After.',
  },
  'internal-error': {
    title: 'Internal error',
    status: 500,
    actor: 'operator',
    retryable: true,
    explanation: 'Something went wrong in the gateway itself. The request id leads an operator to the cause.',
    whatToDo: 'Send the same request with the same Idempotency-Key again, or report the request id.',
  },
} as const satisfies Record<string, ProblemType>;
