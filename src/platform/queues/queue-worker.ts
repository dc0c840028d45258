import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { type Job, Worker, type WorkerOptions } from 'bullmq';
import { within } from '../../shared/within.js';
import { type Connection } from './connection.js';
import { type RedisHealth } from './redis-health.js';
import { isRefusal, redisTrouble } from './redis-trouble.js';

/** BullMQ asks again at once, and of a Redis that refuses it asks as fast as it can. */
const REST_MS = 1_000;

export interface QueueWork<Data> {
  readonly queue: string;
  readonly options: Omit<
    WorkerOptions,
    'connection' | 'prefix' | 'skipVersionCheck' | 'removeOnComplete' | 'removeOnFail'
  >;
  readonly run: (data: Data) => Promise<unknown>;
}

/** What BullMQ does in Redis before it ends; without Redis it would wait for ever. */
const LEAVE_WITHIN_MS = 3_000;

/** Takes jobs from a queue as soon as there is a Redis, and rests while it refuses them. */
export class QueueWorker<Data> {
  private readonly logger = new Logger(QueueWorker.name);
  private worker: Worker<Data> | undefined;
  private readonly running = new Set<Promise<unknown>>();
  private readonly stopping = new AbortController();
  private resting: NodeJS.Timeout | undefined;

  constructor(
    private readonly connection: Connection,
    private readonly prefix: string,
    private readonly health: RedisHealth,
    private readonly work: QueueWork<Data>,
  ) {}

  start(): void {
    void this.open();
  }

  /** Takes no more jobs and lets those under way finish, whatever Redis is up to. */
  async close(): Promise<void> {
    this.stopping.abort();
    clearTimeout(this.resting);
    const closed = this.worker?.close() ?? Promise.resolve();
    await Promise.allSettled(this.running);
    await within(LEAVE_WITHIN_MS, closed).catch(() => undefined);
  }

  private async open(): Promise<void> {
    const { queue, options } = this.work;
    const mayAsk = await mayAskForVersion(this.connection, this.stopping.signal);
    if (this.stopping.signal.aborted) return;
    this.worker = new Worker<Data>(queue, ({ data }) => this.run(data), {
      connection: this.connection.redis,
      prefix: this.prefix,
      // asked without leave, its connection never becomes ready and it spins; unasked, it takes Redis for an old one
      skipVersionCheck: !mayAsk,
      // the version before gives its jobs fixed ids: kept, they would swallow their next hand-over
      removeOnComplete: { count: 0 },
      removeOnFail: { count: 0 },
      ...options,
    });
    this.worker.on('error', (error) => this.onError(error));
    this.worker.on('failed', (job, error) => this.logFailure(job, error));
  }

  private async run(data: Data): Promise<void> {
    const run = this.work.run(data);
    this.running.add(run);
    await run.catch(failNamelessly).finally(() => this.running.delete(run));
  }

  private onError(error: Error): void {
    this.health.hear(error);
    if (!isRefusal(error) || this.stopping.signal.aborted || this.resting !== undefined) return;
    void this.worker?.pause(true);
    this.resting = setTimeout(() => {
      this.resting = undefined;
      void this.worker?.resume();
    }, REST_MS);
    this.resting.unref();
  }

  private logFailure(job: Job<Data> | undefined, error: Error): void {
    // a job carries ids alone
    const fields = { err: error.cause ?? error, queue: this.work.queue, job: job?.data };
    this.logger.warn(fields, 'a job failed; the sweep takes care of its work');
  }
}

/** Redis would keep the text of a failure, so the text goes to the log only. */
function failNamelessly(cause: unknown): never {
  throw new Error(cause instanceof Error ? cause.name : 'failed', { cause });
}

/** Waits for Redis as long as it takes: a worker without a connection cannot even be closed. */
async function mayAskForVersion({ redis }: Connection, stopped: AbortSignal): Promise<boolean> {
  while (!stopped.aborted) {
    try {
      await redis.info('server');
      return true;
    } catch (error) {
      if (redisTrouble(error) === 'not-allowed') return false;
      await sleep(REST_MS, undefined, { ref: false, signal: stopped }).catch(() => undefined);
    }
  }
  return false;
}
