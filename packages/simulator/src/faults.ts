import { type FormField } from './form-body.js';
import { type ReplyFormat } from './reply-formats.js';

/** The commands that are simulated. */
export const COMMANDS = [
  '!AutoApplyOrder',
  '!WebHostReport',
  '!GetDetailedOrderStatus',
  '!autoRevokeCertificate',
  '!getAccountBalance',
] as const;
export type Command = (typeof COMMANDS)[number];

/** What goes wrong. `reset`, `hang`, `delay` and `truncate` spoil the delivery, the others the reply itself. */
export type FaultAction =
  | { readonly kind: 'error'; readonly row: number; readonly message?: string; readonly item?: string }
  | { readonly kind: 'error'; readonly code: number; readonly message?: string; readonly item?: string }
  | {
      readonly kind: 'http';
      readonly status: number;
      readonly body: string;
      readonly headers: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'raw-body'; readonly body: string; readonly contentType: string }
  | { readonly kind: 'empty' }
  | { readonly kind: 'html' }
  | { readonly kind: 'format'; readonly format: ReplyFormat }
  | { readonly kind: 'throttle'; readonly retryAfterSeconds: number | null }
  | { readonly kind: 'reset'; readonly when: 'before-read' | 'after-read' | 'mid-reply' }
  | { readonly kind: 'hang' }
  | { readonly kind: 'delay'; readonly ms: number }
  | { readonly kind: 'truncate'; readonly bytes: number }
  /**
   * A report without all its rows, as if nothing had been sold; or one that counts a row more than it has. Fields of
   * its rows may differ from the sales.
   */
  | {
      readonly kind: 'report';
      readonly omit: 'all' | 'first' | 'last' | null;
      readonly rewrite: Readonly<Record<string, string>>;
    };

export interface FaultScript {
  readonly action: FaultAction;
  readonly endpoint: Command;
  /** Whether the order is judged and sold, or the certificate revoked, before things go wrong. What only reads always does. */
  readonly buy: boolean;
  /** For how many matching requests. */
  readonly times: number;
  /** Argument → value; all must be equal. Empty: every request. */
  readonly match: Readonly<Record<string, string>>;
}

export interface Fault extends FaultScript {
  readonly id: number;
  remaining: number;
}

/** Scripted faults, oldest first: a request meets the first one that matches it. */
export class FaultQueue {
  private queue: Fault[] = [];
  private count = 0;

  get faults(): readonly Fault[] {
    return this.queue;
  }

  add(script: FaultScript): Fault {
    const fault = { ...script, id: ++this.count, remaining: script.times };
    this.queue.push(fault);
    return fault;
  }

  clear(): void {
    this.queue = [];
  }

  /** A reset before the form is read is due as soon as no older fault could still claim the request. */
  takeBeforeRead(command: Command): Fault | null {
    const next = this.queue.find(
      ({ endpoint, match }) => endpoint === command && Object.keys(match).length === 0,
    );
    return next !== undefined && isBeforeRead(next.action) ? this.use(next) : null;
  }

  take(command: Command, fields: readonly FormField[]): Fault | null {
    const next = this.queue.find(
      ({ endpoint, action, match }) =>
        endpoint === command && !isBeforeRead(action) && matches(match, fields),
    );
    return next === undefined ? null : this.use(next);
  }

  private use(fault: Fault): Fault {
    fault.remaining -= 1;
    if (fault.remaining === 0) this.queue = this.queue.filter((other) => other !== fault);
    return fault;
  }
}

export function isBeforeRead(action: FaultAction): boolean {
  return action.kind === 'reset' && action.when === 'before-read';
}

function matches(match: Readonly<Record<string, string>>, fields: readonly FormField[]): boolean {
  return Object.entries(match).every(([wanted, value]) =>
    fields.some((field) => field.name === wanted && field.value === value),
  );
}
