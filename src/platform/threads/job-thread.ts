import { Worker } from 'node:worker_threads';

/** The job is at fault: it takes too long, or threads break down over it. */
export class HopelessJob extends Error {
  override readonly name = 'HopelessJob';
}

/** So a job that grows without end breaks its thread down, and not the process. */
const MOST_MEMORY_MB = 128;

/** A thread that does one job at a time. While it has none, it keeps no process alive. */
export class JobThread<Job, Result> {
  /** Once it can take a job; rejects where the thread cannot start. */
  readonly ready: Promise<void>;
  private readonly worker: Worker;
  private readonly ended: Promise<never>;
  private alive = true;

  /** The entry file says that it is ready, and answers one job after the other; it knows nothing of the environment and its secrets. */
  constructor(entry: URL) {
    const resourceLimits = { maxOldGenerationSizeMb: MOST_MEMORY_MB };
    const worker = new Worker(entry, { env: {}, execArgv: [], resourceLimits });
    this.worker = worker;
    this.ended = new Promise<never>((_resolve, reject) => {
      worker.once('error', reject);
      worker.once('exit', (code) => reject(new Error(`the thread ended with ${code}`)));
    });
    this.ended.catch(() => (this.alive = false));
    this.ready = this.nextMessage().then(() => worker.unref());
  }

  get isAlive(): boolean {
    return this.alive;
  }

  /** Rejects with what the thread broke down over, or after the deadline; in both cases it is of no more use. */
  async run(job: Job, deadlineMs: number): Promise<Result> {
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new HopelessJob('the job takes too long')), deadlineMs);
    });
    this.worker.ref();
    this.worker.postMessage(job);
    try {
      return (await Promise.race([this.nextMessage(), deadline])) as Result;
    } finally {
      clearTimeout(timer);
      this.worker.unref();
    }
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }

  private nextMessage(): Promise<unknown> {
    const message = new Promise((resolve) => this.worker.once('message', resolve));
    return Promise.race([message, this.ended]);
  }
}
