import { setTimeout as delay } from 'node:timers/promises';
import { type Personality } from './personality.js';
import { isTaken, tryPush, type Push, type PushSettings, type PushTry } from './push.js';

/** The fault of the next push without a scripted one. */
export type PushFault =
  | { readonly kind: 'lose' }
  | { readonly kind: 'twice' }
  /** Held until the next one has been sent. */
  | { readonly kind: 'swap' }
  | { readonly kind: 'delay'; readonly ms: number };

export interface LoggedPush {
  readonly push: number;
  readonly orderNumber: string;
  readonly certificateId: string;
  readonly eventType: string;
  readonly status: string;
  readonly statusCode: number;
  readonly statusDesc: string;
  readonly withCertificate: boolean;
  readonly fault: PushFault['kind'] | null;
  tries: PushTry[];
  /** `lost`: never sent; `given-up`: every try failed. */
  outcome: 'waiting' | 'taken' | 'given-up' | 'lost';
}

/** Notifications, one after the other in the order in which things happened, unless a fault says otherwise. */
export class Pushes {
  private current: PushSettings | null = null;
  private logged: LoggedPush[] = [];
  private queuedFaults: PushFault[] = [];
  private held: (() => Promise<void>)[] = [];
  private count = 0;
  private sending: Promise<void> = Promise.resolve();
  private ending = new AbortController();

  constructor(
    private readonly closing: AbortSignal,
    private readonly dress: Personality['push'],
  ) {}

  /** Null: pushes are off. */
  get settings(): PushSettings | null {
    return this.current;
  }

  get log(): readonly LoggedPush[] {
    return this.logged;
  }

  get faults(): readonly PushFault[] {
    return this.queuedFaults;
  }

  configure(settings: PushSettings | null): void {
    this.current = settings;
  }

  script(faults: readonly PushFault[]): void {
    this.queuedFaults.push(...faults);
  }

  clearFaults(): void {
    this.queuedFaults = [];
  }

  /** Null if pushes are off; otherwise the record of this push. */
  send(push: Push): LoggedPush | null {
    const settings = this.current;
    if (settings === null) return null;
    const number = ++this.count;
    const fault = this.queuedFaults.shift() ?? faultOfNature(number, this.dress);
    const { certificate, ...shown } = push;
    const entry: LoggedPush = {
      push: number,
      ...shown,
      withCertificate: settings.withCertificate && certificate !== null,
      fault: fault?.kind ?? null,
      tries: [],
      outcome: fault?.kind === 'lose' ? 'lost' : 'waiting',
    };
    this.logged.push(entry);
    const signal = AbortSignal.any([this.closing, this.ending.signal]);
    const deliver = (): Promise<void> => deliverPush(push, { settings, dress: this.dress }, entry, signal);
    if (fault?.kind === 'lose') return entry;
    if (fault?.kind === 'swap') {
      this.held.push(deliver);
      return entry;
    }
    this.enqueue(async () => {
      if (fault?.kind === 'delay') await delay(fault.ms, undefined, { signal });
      await deliver();
      if (fault?.kind === 'twice') await deliver();
    });
    this.held.splice(0).forEach((late) => this.enqueue(late));
    return entry;
  }

  /** Resets everything and cancels pushes under way. */
  reset(): void {
    this.ending.abort();
    this.ending = new AbortController();
    this.current = null;
    this.logged = [];
    this.queuedFaults = [];
    this.held = [];
    this.count = 0;
  }

  /** When everything has been tried, or given up because the simulator stops. */
  async settled(): Promise<void> {
    await this.sending;
  }

  private enqueue(task: () => Promise<void>): void {
    // a pause that is cut short
    this.sending = this.sending.then(task).catch(() => undefined);
  }
}

/** Faults of the personality, which were not scripted. */
function faultOfNature(number: number, { lostEach }: Personality['push']): PushFault | null {
  return lostEach > 0 && number % lostEach === 0 ? { kind: 'lose' } : null;
}

async function deliverPush(
  push: Push,
  how: { readonly settings: PushSettings; readonly dress: Personality['push'] },
  entry: LoggedPush,
  ending: AbortSignal,
): Promise<void> {
  const { settings, dress } = how;
  for (let tries = 1; tries <= settings.tries && !ending.aborted; tries += 1) {
    const attempt = await tryPush(push, settings, dress, ending);
    entry.tries.push(attempt);
    if (isTaken(attempt)) {
      entry.outcome = 'taken';
      return;
    }
    if (tries < settings.tries) await delay(settings.pauseMs, undefined, { signal: ending });
  }
  // a second delivery takes nothing back
  if (entry.outcome === 'waiting') entry.outcome = 'given-up';
}
