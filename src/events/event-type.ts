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
] as const;

export type OrderEventType = (typeof ORDER_EVENT_TYPES)[number];
