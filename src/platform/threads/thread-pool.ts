import pLimit, { type LimitFunction } from 'p-limit';
import { HopelessJob, JobThread } from './job-thread.js';

export interface ThreadPoolSettings {
  /** The file that a thread begins with. */
  readonly entry: URL;
  readonly threads: number;
  /** For one job, from when a thread begins it. */
  readonly deadlineMs: number;
}

/** Threads for work that would keep everybody else waiting. They start when they are needed, and then stay. */
export class ThreadPool<Job, Result> {
  private readonly limit: LimitFunction;
  private readonly idle: JobThread<Job, Result>[] = [];
  private readonly all = new Set<JobThread<Job, Result>>();
  private closed = false;

  constructor(private readonly settings: ThreadPoolSettings) {
    this.limit = pLimit(settings.threads);
  }

  /**
   * Rejects with a `HopelessJob` when the job is at fault. A job over which a thread breaks down gets another one, once:
   * a caller waits for the result.
   */
  run(job: Job): Promise<Result> {
    return this.limit(async () => {
      const outcome = (await this.attempt(job)) ?? (await this.attempt(job));
      if (!outcome) throw new HopelessJob('two threads broke down over the job');
      return outcome.result;
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    await Promise.all([...this.all].map((thread) => thread.end()));
  }

  /** undefined: the thread broke down. */
  private async attempt(job: Job): Promise<{ readonly result: Result } | undefined> {
    const thread = await this.take();
    try {
      const result = await thread.run(job, this.settings.deadlineMs);
      this.idle.push(thread);
      return { result };
    } catch (error) {
      this.all.delete(thread);
      await thread.end();
      if (error instanceof HopelessJob) throw error;
      return undefined;
    }
  }

  private async take(): Promise<JobThread<Job, Result>> {
    for (let thread = this.idle.pop(); thread; thread = this.idle.pop()) {
      if (thread.isAlive) return thread;
      this.all.delete(thread);
    }
    if (this.closed) throw new Error('the threads are closed');
    const thread = new JobThread<Job, Result>(this.settings.entry);
    this.all.add(thread);
    await thread.ready.catch((error: unknown) => {
      this.all.delete(thread);
      throw error;
    });
    return thread;
  }
}
