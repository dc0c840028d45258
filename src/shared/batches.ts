import { within } from './within.js';

/** A batch that takes longer is not waited for: whatever holds it up may hold up nothing else. */
const LATE_AFTER_MS = 250;

interface Batch<K, V> {
  readonly keys: Set<K>;
  readonly answers: Promise<ReadonlyMap<K, V>>;
}

/**
 * Asks for many keys at once what is asked for one by one: whatever comes while a batch is under way goes with the next.
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
