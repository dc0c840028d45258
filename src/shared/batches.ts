import { within } from './within.js';

/** A slower batch is not waited for, so that it cannot delay others. */
const LATE_AFTER_MS = 250;

interface Batch<K, V> {
  readonly keys: Set<K>;
  readonly answers: Promise<ReadonlyMap<K, V>>;
}

/**
 * Combines single look-ups into batches: keys that arrive while a batch is under way go into the next.
 * So any number of askers costs one question at a time, and an answer is never older than its question.
 */
export class Batches<K, V> {
  private next: Batch<K, V> | undefined;
  private underWay: Promise<unknown> = Promise.resolve();

  constructor(private readonly ask: (keys: K[]) => Promise<ReadonlyMap<K, V>>) {}

  async get(key: K): Promise<V | undefined> {
    const { keys, answers } = (this.next ??= this.open());
    keys.add(key);
    return (await answers).get(key);
  }

  private open(): Batch<K, V> {
    const keys = new Set<K>();
    const answers = this.underWay.then(() => {
      this.next = undefined;
      return this.ask([...keys]);
    });
    this.underWay = within(LATE_AFTER_MS, answers).catch(() => undefined);
    return { keys, answers };
  }
}
