import { type OrderStatus } from '../../../src/orders/domain/order-status.js';

/** Book one: what a caller was told about one order of its own. Each has an organization that no other order names. */
export interface CallerEntry {
  readonly organization: string;
  readonly key: string;
  /** Every order id that came with a 2xx, each once; during the faults and when the caller asked again afterwards. */
  readonly toldIds: readonly string[];
  /** The problem code of a 4xx: the caller knows that there is no order. */
  readonly refusedAs: string | null;
}

/** Book two: Postgres. */
export interface OrderEntry {
  readonly id: string;
  readonly key: string;
  readonly organization: string;
  readonly status: OrderStatus;
  readonly version: number;
  readonly fence: number;
  readonly sectigoOrderNumber: string | null;
  readonly problem: string | null;
  /** Somebody looks at it again by itself: a due time, a lease, or a probe of the gate. */
  readonly looksAgain: boolean;
}

export interface EventEntry {
  readonly orderId: string;
  /** What the event is about: the order itself, or the certificate of a placed one. */
  readonly about: 'order' | 'certificate';
  /** It is told to the order's client and to nobody else. */
  readonly ofOwner: boolean;
  readonly version: number;
  readonly status: OrderStatus;
}

export interface AttemptEntry {
  readonly orderId: string;
  readonly fence: number;
  readonly outcome: string | null;
}

/** Book three: what the simulator sold. */
export interface PurchaseEntry {
  readonly organization: string;
  readonly orderNumber: string;
}

export interface Books {
  readonly callers: readonly CallerEntry[];
  readonly orders: readonly OrderEntry[];
  /** In the order in which readers of the log get them. */
  readonly events: readonly EventEntry[];
  readonly attempts: readonly AttemptEntry[];
  readonly purchases: readonly PurchaseEntry[];
}

export type FindingKind =
  /** An order or a purchase that the gateway no longer knows, or has nobody to look after. */
  | 'lost'
  | 'bought-twice'
  /** The gateway says that it does not know, and an operator has it on the list: no loss, but work. */
  | 'unresolved'
  /** The books disagree in another way. */
  | 'inconsistent';

export interface Finding {
  readonly kind: FindingKind;
  readonly organization: string;
  readonly what: string;
}
