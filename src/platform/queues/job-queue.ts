import { type FactoryProvider, type OnApplicationShutdown } from '@nestjs/common';
import { Queue } from 'bullmq';
import { Config } from '../../config/config.js';
import { type Connection, PRODUCER_CONNECTION } from './connection.js';

/** Nothing reads BullMQ's event stream, and js-redis-server slows down with its length. */
const STREAM_OPTIONS = { events: { maxLen: 50 } } as const;

/** Finished jobs are kept for people. Each job has its own id, so none blocks the next for the same order. */
const KEPT = { count: 100 };

/**
 * The way to hand jobs over: it fails at once while Redis is away, and works again when Redis is back. Closes with the
 * application.
 */
export class JobQueue<Data> extends Queue<Data> implements OnApplicationShutdown {
  constructor(name: string, { redis }: Connection, { queuePrefix }: Pick<Config, 'queuePrefix'>) {
    super(name, {
      connection: redis,
      prefix: queuePrefix,
      // both, or a queue that is made while Redis is away stays broken when Redis is back
      skipWaitingForReady: true,
      skipVersionCheck: true,
      streams: STREAM_OPTIONS,
      defaultJobOptions: { removeOnComplete: KEPT, removeOnFail: KEPT, stackTraceLimit: 0 },
    });
    // `add` reports its own failures; an unheard 'error' event would end the process
    this.on('error', () => undefined);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.close();
  }
}

/** The queue of this name, injected by its name. */
export const provideQueue = (name: string): FactoryProvider => ({
  provide: name,
  inject: [PRODUCER_CONNECTION, Config],
  useFactory: (connection: Connection, config: Config) => new JobQueue(name, connection, config),
});
