/** The statuses of an order. */
export const ORDER_STATUSES = [
  'queued',
  'submitting',
  'placed',
  'rejected',
  'failed',
  'held',
  'outcome-unknown',
  'cancelled',
] as const;

export type OrderStatus = (typeof ORDER_STATUSES)[number];

/**
 * Every allowed status change of an order. Others cannot happen: `order-move.query.ts` makes the SQL of each write
 * from this table, so a late or repeated message finds no row to change.
 */
const MOVES = {
  // a restored database does not know which orders were sent after its backup
  queued: ['submitting', 'cancelled', 'outcome-unknown'],
  submitting: ['queued', 'placed', 'rejected', 'failed', 'held', 'outcome-unknown'],
  placed: [],
  rejected: ['queued'],
  failed: ['queued'],
  held: ['queued', 'cancelled', 'outcome-unknown'],
  // a late reply, reconciliation or an operator settles it
  'outcome-unknown': ['placed', 'rejected', 'failed', 'held', 'queued'],
  cancelled: [],
} as const satisfies Record<OrderStatus, readonly OrderStatus[]>;

/** The statuses from which an order may move to this one. */
export type SourceOf<To extends OrderStatus> = {
  [From in OrderStatus]: To extends (typeof MOVES)[From][number] ? From : never;
}[OrderStatus];

export function mayMove(from: OrderStatus, to: OrderStatus): boolean {
  return (MOVES[from] as readonly OrderStatus[]).includes(to);
}

/** What an attempt may make of its order. */
export type SettledStatus = Extract<
  OrderStatus,
  'queued' | 'placed' | 'rejected' | 'failed' | 'held' | 'outcome-unknown'
>;

/**
 * The statuses in which an attempt that holds the newest fencing number may still write its outcome. A clear answer
 * that comes after its lease ran out is as good as one in time; anything less clear is not.
 */
export function settleableFrom(to: SettledStatus): OrderStatus[] {
  const clear = to !== 'queued' && to !== 'outcome-unknown';
  return (['submitting', 'outcome-unknown'] as const).filter(
    (from) => mayMove(from, to) && (from === 'submitting' || clear),
  );
}

/** Open orders need no action: the gateway is working on them. */
export function isOpen(status: OrderStatus): boolean {
  return status === 'queued' || status === 'submitting';
}

/** Statuses in which nothing was or will be bought, so the same certificate may be ordered again. */
export const UNSOLD_STATUSES = ['rejected', 'failed', 'cancelled'] as const satisfies readonly OrderStatus[];

/** Statuses that an order keeps, unless an operator retries it. */
export const FINAL_STATUSES = ['placed', ...UNSOLD_STATUSES] as const satisfies readonly OrderStatus[];

/** Statuses in which the gateway, Sectigo or an operator still has to act. Orders pass through them, so they are few. */
export const UNSETTLED_STATUSES = [
  'queued',
  'submitting',
  'held',
  'outcome-unknown',
] as const satisfies readonly OrderStatus[];
