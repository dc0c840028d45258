import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { anOrder } from '../../factories/order.js';
import { type CallerEntry } from '../books/books.js';

const ANSWER_WITHIN_MS = 10_000;
const GIVE_UP_AFTER_MS = 180_000;
const LONGEST_PAUSE_MS = 1_000;

export interface Answer {
  readonly status: number;
  readonly body: { readonly id?: string; readonly code?: string; readonly existingOrderId?: string };
}

interface Entry extends CallerEntry {
  toldIds: string[];
  refusedAs: string | null;
  readonly body: Record<string, unknown>;
}

/** Orders under way: how far they are, and their end. */
export interface Load {
  /** Resolves when so many callers have their answer. */
  told(count: number): Promise<void>;
  readonly done: Promise<void>;
}

export interface LoadOptions {
  readonly parallel?: number;
  /** Time between two orders of one caller. */
  readonly everyMs?: number;
  readonly body?: (index: number) => Record<string, unknown>;
}

/**
 * Careful callers: each order has a key of its own, an unclear answer is asked for again with the same key, and all
 * that the gateway said is written down. Any API process will do.
 */
export class Callers {
  private readonly entries: Entry[] = [];
  private answered = 0;
  private unclear = 0;
  private gone = false;
  private waiting: { count: number; reached: () => void }[] = [];

  /** The bearer key of all of them. */
  key = '';

  constructor(private readonly urls: () => readonly string[]) {}

  get book(): readonly CallerEntry[] {
    return this.entries;
  }

  get count(): number {
    return this.entries.length;
  }

  /** So many orders, by callers who each order the next when they know of the last. */
  order(count: number, options: LoadOptions = {}): Load {
    const before = this.answered;
    let left = count;
    return this.run(() => left-- > 0, before, options);
  }

  /** Orders without end, until `stop` is called. */
  orderUntilStopped(options: LoadOptions = {}): Load & { stop(): void } {
    let stopped = false;
    return { ...this.run(() => !stopped, this.answered, options), stop: () => (stopped = true) };
  }

  /** After the faults: every caller asks again with the key it had, and must hear of the same order. */
  async askAgain(): Promise<void> {
    const line = this.entries.values();
    await inParallel(16, async () => {
      for (const entry of line) await this.ask(entry);
    });
  }

  /** One order with a body and key of the scenario's own, asked for until there is a clear answer. */
  async one(body: Record<string, unknown>, key: string = randomUUID()): Promise<Answer> {
    return this.ask(this.enter(body, key));
  }

  /** How often somebody got no answer, or one that says to try again: whether a fault was felt outside. */
  get unclearAnswers(): number {
    return this.unclear;
  }

  /** Nobody calls any more, whatever has or has not been answered. */
  leave(): void {
    this.gone = true;
  }

  private run(more: () => boolean, before: number, options: LoadOptions): Load {
    const { parallel = 8, everyMs = 0, body = () => anOrder() } = options;
    const done = inParallel(parallel, async () => {
      while (more()) {
        await this.ask(this.enter(body(this.entries.length), randomUUID()));
        if (everyMs > 0) await pause(everyMs);
      }
    });
    // whoever waits for the end hears of a failure; who does not wait, leaves
    done.catch(() => undefined);
    const told = (count: number): Promise<void> => Promise.race([this.untilAnswered(before + count), done]);
    return { told, done };
  }

  private enter(body: Record<string, unknown>, key: string): Entry {
    const { name } = body['organization'] as { name: string };
    const entry: Entry = { organization: name, key, toldIds: [], refusedAs: null, body };
    this.entries.push(entry);
    return entry;
  }

  /** Repeats while it is not clear whether there is an order: no answer, or one that says to try again. */
  private async ask(entry: Entry): Promise<Answer> {
    const deadline = Date.now() + GIVE_UP_AFTER_MS;
    for (let pauseMs = 50; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
      const answer = await this.post(entry).catch(() => null);
      if (answer !== null && answer.status < 500) {
        this.write(entry, answer);
        return answer;
      }
      this.unclear += 1;
      if (this.gone) throw new Error('the caller has left');
      if (Date.now() > deadline)
        throw new Error(`no clear answer in time: ${answer?.status ?? 'none at all'}`);
      await pause(pauseMs);
    }
  }

  private async post({ body, key }: Entry): Promise<Answer> {
    const urls = this.urls();
    const url = urls[Math.floor(Math.random() * urls.length)] ?? '';
    const response = await fetch(`${url}/v1/orders`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${this.key}`,
        'content-type': 'application/json',
        'idempotency-key': key,
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    return { status: response.status, body: (await response.json()) as Answer['body'] };
  }

  private write(entry: Entry, { status, body: { id, code } }: Answer): void {
    if (status < 300 && id !== undefined) {
      if (!entry.toldIds.includes(id)) entry.toldIds.push(id);
    } else {
      entry.refusedAs = code ?? String(status);
    }
    this.answered += 1;
    for (const { count, reached } of this.waiting) if (this.answered >= count) reached();
  }

  private untilAnswered(count: number): Promise<void> {
    if (this.answered >= count) return Promise.resolve();
    return new Promise((reached) => this.waiting.push({ count, reached }));
  }
}

async function inParallel(count: number, work: () => Promise<void>): Promise<void> {
  await Promise.all(Array.from({ length: count }, work));
}
