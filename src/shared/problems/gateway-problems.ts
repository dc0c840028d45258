import { type ProblemType } from './problem-type.js';

/** What a thing that is there does not allow as it stands, and what the gateway cannot do right now. */
export const GATEWAY_PROBLEMS = {
  // what an order allows
  'version-conflict': {
    title: 'The order has changed',
    status: 412,
    actor: 'caller',
    retryable: false,
    explanation: 'The order is no longer at a version that If-Match names. Nothing was changed.',
    whatToDo:
      'Read the order again and decide by what it says now. If you still want the change, send it with the new ETag.',
  },
  'order-not-cancellable': {
    title: 'The order can no longer be cancelled',
    status: 409,
    actor: 'caller',
    retryable: false,
    explanation: 'Only a queued or held order can be cancelled, because it is certain not to have been sent.',
    whatToDo: 'Look at the order: it has been sent, or it is final.',
  },
  'order-not-retryable': {
    title: 'The order cannot be retried',
    status: 409,
    actor: 'operator',
    retryable: false,
    explanation:
      'Only a failed, held or rejected order can be queued again. An order whose outcome is unknown cannot.',
    whatToDo: 'If the outcome is unknown, look for the order at Sectigo and resolve it.',
  },
  'order-not-resolvable': {
    title: 'The order has no unknown outcome',
    status: 409,
    actor: 'operator',
    retryable: false,
    explanation: 'Only an order whose outcome is unknown can be resolved.',
    whatToDo: 'Look at the order: its outcome is known.',
  },
  'order-cancelled': {
    title: 'The order was cancelled',
    status: 409,
    actor: 'caller',
    retryable: false,
    explanation: 'The order was cancelled before it was sent. Nothing was bought.',
    whatToDo: 'If you still want the certificate, place a new order with a new Idempotency-Key.',
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
    explanation: 'Only an order whose certificate has been issued can be renewed.',
    whatToDo: 'Wait for the certificate.issued event, or place a new order.',
  },
  'certificate-not-available': {
    title: 'The certificate is not available yet',
    status: 404,
    actor: 'caller',
    retryable: true,
    explanation: 'Sectigo has not delivered the certificate of this order.',
    whatToDo: 'Wait for the certificate.issued event, then ask again.',
  },
  // events and webhooks
  'stream-limit-reached': {
    title: 'Too many event streams',
    status: 429,
    actor: 'caller',
    retryable: true,
    explanation: 'You have the maximum number of event streams open.',
    whatToDo: 'Close one. One stream carries the events of all your orders.',
  },
  'key-limit-reached': {
    title: 'Too many keys',
    status: 409,
    actor: 'caller',
    retryable: false,
    explanation: 'You have the maximum number of keys that a client may make itself.',
    whatToDo: 'Revoke one that you no longer need.',
  },
  'key-in-use': {
    title: 'The key is in use',
    status: 409,
    actor: 'caller',
    retryable: false,
    explanation: 'It is the key of this request, or your last one.',
    whatToDo: 'Make another key, use it, and revoke this one with it.',
  },
  'webhook-limit-reached': {
    title: 'Too many webhooks',
    status: 409,
    actor: 'caller',
    retryable: false,
    explanation: 'You have the maximum number of webhooks.',
    whatToDo: 'Delete one that you no longer need.',
  },
  'webhook-disabled': {
    title: 'The webhook is disabled',
    status: 409,
    actor: 'caller',
    retryable: false,
    explanation: 'Nothing is sent to a disabled webhook. Its disabledReason says why it was disabled.',
    whatToDo: 'Fix the receiver, enable the webhook with PATCH, and try again.',
  },
  // what Sectigo was asked
  'balance-unavailable': {
    title: 'The balance is not known',
    status: 503,
    actor: 'operator',
    retryable: true,
    explanation: 'The gateway does not know the balance yet and cannot ask Sectigo for it right now.',
    whatToDo: 'GET /v1/ops/summary shows the reason. Ask again after Retry-After.',
  },
  // ourselves
  'storage-unavailable': {
    title: 'Storage is not available',
    status: 503,
    actor: 'operator',
    retryable: true,
    explanation: 'The database cannot store anything right now, so nothing was accepted.',
    whatToDo: 'Send the same request with the same Idempotency-Key again after Retry-After.',
  },
  'internal-error': {
    title: 'Internal error',
    status: 500,
    actor: 'operator',
    retryable: true,
    explanation: 'Something went wrong in the gateway. With the request id an operator can find the cause.',
    whatToDo:
      'Send the same request with the same Idempotency-Key again. If it fails again, report the request id.',
  },
} as const satisfies Record<string, ProblemType>;
