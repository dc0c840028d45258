import { EventEmitter, once } from 'node:events';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { Metrics } from '../metrics/metrics.js';
import { type DatabaseNotifications } from '../prisma/notifications.js';
import { PeriodicTasks } from './periodic-tasks.js';

const NEVER_MS = 3_600_000;

describe('periodic tasks', () => {
  let channels: EventEmitter;
  let runs: EventEmitter;
  let metrics: Metrics;
  let tasks: PeriodicTasks;
  beforeEach(() => {
    Logger.overrideLogger(false);
    channels = new EventEmitter();
    runs = new EventEmitter();
    metrics = new Metrics();
    const notifications: Pick<DatabaseNotifications, 'listen'> = {
      listen: (channel, listener) => {
        channels.on(channel, listener);
        return () => channels.off(channel, listener);
      },
    };
    tasks = new PeriodicTasks(notifications as DatabaseNotifications, metrics);
  });

  const counted = async (result: string): Promise<number | undefined> => {
    const line = new RegExp(`gateway_periodic_task_runs_total\\{task="work",result="${result}"\\} (\\d+)`);
    return Number(line.exec(await metrics.text())?.[1]);
  };
  const run = (): Promise<void> => {
    runs.emit('run');
    return Promise.resolve();
  };

  it('run at once, and whenever Postgres notifies', async () => {
    const first = once(runs, 'run');
    tasks.start({ name: 'work', everyMs: NEVER_MS, channel: 'news', run });
    await first;

    const second = once(runs, 'run');
    await new Promise(setImmediate);
    channels.emit('news', '');
    await second;
    await tasks.onModuleDestroy();

    expect([await counted('done'), await counted('failed')]).toEqual([2, 0]);
    expect(channels.listenerCount('news')).toBe(0);
  });

  it('go on after a failure, which is counted', async () => {
    let failures = 0;
    const done = once(runs, 'run');
    const failOnce = (): Promise<void> =>
      failures++ === 0 ? Promise.reject(new Error('Redis is away')) : run();
    tasks.start({ name: 'work', everyMs: 1, run: failOnce });
    await done;
    await tasks.onModuleDestroy();

    expect(await counted('failed')).toBe(1);
    expect(await counted('done')).toBeGreaterThan(0);
  });

  it('tell the run under way that the process ends, and wait for it', async () => {
    const ended: string[] = [];
    const started = once(runs, 'run');
    const untilAborted = async (signal: AbortSignal): Promise<void> => {
      runs.emit('run');
      await once(signal, 'abort');
      ended.push('run');
    };
    tasks.start({ name: 'work', everyMs: NEVER_MS, run: untilAborted });
    await started;

    await tasks.onModuleDestroy();
    ended.push('process');

    expect(ended).toEqual(['run', 'process']);
  });
});
