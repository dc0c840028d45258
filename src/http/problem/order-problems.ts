import { type ProblemType } from './problem-type.js';

/** Problems of an order that is there: what it does not allow, as it stands. */
export const ORDER_PROBLEMS = {
  'order-already-renewed': {
    title: 'The order is renewed already',
    status: 409,
    actor: 'caller',
    retryable: false,
    explanation: 'Another order renews this one; existingOrderId names it.',
    whatToDo: 'Use that order. Once it is rejected, failed or cancelled, this one can be renewed again.',
  },
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
} as const satisfies Record<string, ProblemType>;
