import { Logger } from '@nestjs/common';

/**
 * Runs a task again and again, never twice at once. A timer in every worker rather than a schedule in Redis: what
 * it does must also happen after Redis has lost everything.
 */
export class PeriodicTask {
  private readonly logger = new Logger(PeriodicTask.name);
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;

  constructor(
    private readonly name: string,
    private readonly intervalMs: number,
    private readonly task: () => Promise<void>,
  ) {}

  /** Runs the task at once and then at every interval; further calls change nothing. */
  start(): void {
    if (this.timer) return;
    this.timer = setInterval(() => void this.wake(), this.intervalMs).unref();
    void this.wake();
  }

  /** Runs the task now, unless it is running; never rejects. */
  wake(): Promise<void> {
    this.running ??= this.task()
      .catch((error: unknown) => this.logger.warn({ err: error, task: this.name }, 'a periodic task failed'))
      .finally(() => (this.running = undefined));
    return this.running;
  }

  /** No further runs; waits for the one under way. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }
}
