/** What callers, workers, operators and time do to orders, one statement each. */
export type Step =
  | { readonly do: 'accept'; readonly request: Request }
  | { readonly do: 'claim'; readonly id: string; readonly worker: 'A' | 'B' }
  | { readonly do: 'record'; readonly id: string; readonly fence: number; readonly finding: Finding }
  | { readonly do: 'give up expired leases' }
  | { readonly do: 'cancel' | 'retry' | 'resolve: resubmit' | 'resolve: failed'; readonly id: string }
  | { readonly do: 'resolve: placed'; readonly id: string; readonly number: string }
  | { readonly do: 'close gate' | 'open gate' }
  /** Orders that somebody is writing are passed over. */
  | { readonly do: 'start probe'; readonly passingOver?: readonly string[] }
  | { readonly do: 'open gate after probe'; readonly id: string }
  | { readonly do: 'lease runs out' | 'pause ends'; readonly id: string }
  | { readonly do: 'probe interval ends' | 'slow-down ends' | 'a day passes' };

export interface Request {
  /** Given by whoever accepts; a refused request uses up its id, too. */
  readonly id: `ord_${string}`;
  readonly client: number;
  readonly key: number;
  /** Orders of one client with the same certificate are duplicates of each other. */
  readonly certificate: number;
  /** How the certificate is written: another body, the same certificate. */
  readonly writing: number;
  readonly reference: number | null;
  /** A caller's note: another body, the same certificate. */
  readonly note: number;
  readonly allowDuplicate: boolean;
}

/** What an attempt found out. */
export type Finding =
  | { readonly kind: 'placed'; readonly number: string }
  | { readonly kind: 'rejected' | 'failed' | 'held: this order' | 'held: our account' | 'unknown' }
  | { readonly kind: 'not sent'; readonly pause: 'none' | 'long' }
  | { readonly kind: 'throttled' };

/** What a step says to whoever took it, in words that model and database share. */
export type Answer = string;

export type Status =
  'queued' | 'submitting' | 'placed' | 'rejected' | 'failed' | 'held' | 'outcome-unknown' | 'cancelled';

/** Everything that may be seen of the orders and the gate. */
export interface View {
  readonly orders: readonly OrderView[];
  readonly gate: {
    readonly closedBy: 'operator' | 'sectigo' | null;
    readonly probe: string | null;
    readonly slowed: boolean;
  };
}

export interface OrderView {
  readonly id: string;
  readonly status: Status;
  readonly version: number;
  readonly fence: number;
  readonly attempts: number;
  readonly problem: string | null;
  readonly number: string | null;
  /** Who looks at it next: `due` and `later` are times to send it, `leased` and `expired` a worker's. */
  readonly next: 'due' | 'later' | 'leased' | 'expired' | null;
  /** `version type`, in the order of their sequence. */
  readonly events: readonly string[];
  readonly tries: readonly Try[];
}

export interface Try {
  readonly fence: number;
  readonly worker: string;
  readonly outcome: string | null;
}

/** Account faults wait for the gate, not for a decision about the order. */
export const ACCOUNT_FAULT = 'insufficient-credit';

export function orderId(n: number): `ord_${string}` {
  return `ord_${String(n).padStart(26, '0')}`;
}
