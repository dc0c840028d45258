import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Counter } from 'prom-client';
import { Metrics } from '../metrics/metrics.js';
import { DatabaseNotifications } from '../prisma/notifications.js';
import { PeriodicTask } from './periodic-task.js';

/** A task that a process repeats, independent of Redis. */
export interface Periodic {
  /** A label of the metrics, and the word of the log. */
  readonly name: string;
  readonly everyMs: number;
  /** Runs at once as well when Postgres notifies on this channel. */
  readonly channel?: string;
  /** Waits for its first interval instead of running at once. */
  readonly startsLater?: true;
  /** `signal` aborts when the process ends. */
  readonly run: (signal: AbortSignal) => Promise<void>;
}

/** All periodic tasks of a process: modules start them, and they end together. */
@Injectable()
export class PeriodicTasks implements OnModuleDestroy {
  private readonly ending = new AbortController();
  private readonly ends: (() => Promise<void>)[] = [];
  private readonly runs: Counter<'task' | 'result'>;

  constructor(
    private readonly notifications: DatabaseNotifications,
    metrics: Metrics,
  ) {
    this.runs = new Counter({
      name: 'gateway_periodic_task_runs_total',
      help: 'Runs of periodic tasks.',
      labelNames: ['task', 'result'],
      registers: [metrics.registry],
    });
  }

  start({ name, everyMs, channel, startsLater, run }: Periodic): void {
    for (const result of ['done', 'failed']) this.runs.inc({ task: name, result }, 0);
    const task = new PeriodicTask(name, everyMs, () => this.counted(name, run));
    const starting = startsLater && setTimeout(() => task.start(), everyMs).unref();
    if (!startsLater) task.start();
    const stopListening = channel && this.notifications.listen(channel, () => void task.wake());
    this.ends.push(async () => {
      if (starting) clearTimeout(starting);
      if (stopListening) stopListening();
      await task.stop();
    });
  }

  /** No further runs; waits for those under way. */
  async onModuleDestroy(): Promise<void> {
    this.ending.abort();
    await Promise.all(this.ends.map((end) => end()));
  }

  private async counted(task: string, run: Periodic['run']): Promise<void> {
    try {
      await run(this.ending.signal);
      this.runs.inc({ task, result: 'done' });
    } catch (error) {
      this.runs.inc({ task, result: 'failed' });
      throw error;
    }
  }
}
