/** Why a client's limits do not allow one more order. */
export type LimitReason =
  /** `ordersPerHour` is 0. */
  | 'no-orders'
  | 'orders-of-the-hour'
  /** It costs more than `spendPerDay` as a whole. */
  | 'price'
  /** An open order has no known cost: it may use up the rest. */
  | 'open-price'
  | 'spend-of-the-day';

export interface LimitRefusal {
  readonly code: 'order-limit-reached' | 'spend-limit-reached';
  readonly reason: LimitReason;
  /** When it is possible again, or worth another try. */
  readonly retryAt: Date;
  readonly retryAfterMs: number;
}

export function refusalCode(reason: LimitReason): LimitRefusal['code'] {
  return reason === 'no-orders' || reason === 'orders-of-the-hour'
    ? 'order-limit-reached'
    : 'spend-limit-reached';
}

/** A sentence for the caller; items of a batch have no headers. */
export function refusalDetail({ reason, retryAt }: Pick<LimitRefusal, 'reason' | 'retryAt'>): string {
  const time = retryAt.toISOString();
  switch (reason) {
    case 'no-orders':
      return 'You may place no orders: your limit is 0. Waiting does not help.';
    case 'orders-of-the-hour':
      return `You have placed as many orders within 60 minutes as you may; the next one is possible at ${time}.`;
    case 'price':
      return 'This order alone costs more than you may spend a day. Waiting does not help.';
    case 'open-price':
      return (
        'An order of yours is on its way whose price is not known yet: it may take all that is left of your day. ' +
        `Try again once it is settled, at ${time} or later.`
      );
    case 'spend-of-the-day':
      return `This order would take you over what you may spend today; your day ends at ${time}.`;
  }
}
