import { Inject, Injectable } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { type Connection, WORKER_CONNECTION } from './connection.js';
import { QueueWorker, type QueueWork } from './queue-worker.js';
import { RedisHealth } from './redis-health.js';

/** Makes the workers of a process, on its connection to Redis. */
@Injectable()
export class QueueWorkers {
  constructor(
    @Inject(WORKER_CONNECTION) private readonly connection: Connection,
    private readonly config: Config,
    private readonly health: RedisHealth,
  ) {}

  /** Takes no job before it is started. */
  make<Data>(work: QueueWork<Data>): QueueWorker<Data> {
    return new QueueWorker(this.connection, this.config.queuePrefix, this.health, work);
  }
}
