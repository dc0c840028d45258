import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { Config } from '../../config/config.js';
import { Metrics } from '../metrics/metrics.js';
import { TroubleWatch } from '../metrics/trouble-watch.js';
import { Fresh } from '../scheduling/fresh.js';
import { PeriodicTask } from '../scheduling/periodic-task.js';
import { type Connection, PRODUCER_CONNECTION } from './connection.js';
import { probeRedis, type RedisState } from './probe-redis.js';
import {
  isRefusal,
  REDIS_TROUBLE_WORDS,
  REDIS_TROUBLES,
  type RedisTrouble,
  redisTrouble,
} from './redis-trouble.js';

const LOOK_EVERY_MS = 5_000;
/** Readiness needs no key, so checks are limited. */
const FRESH_FOR_MS = 1_000;
/** A worker that is refused tries again every second. */
const HEARD_FOR_MS = 5_000;

/** Whether Redis takes jobs, by writing to it and by what workers are refused. */
@Injectable()
export class RedisHealth implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly heard = new Map<RedisTrouble, number>();
  private readonly watch: TroubleWatch<RedisTrouble>;
  private readonly fresh = new Fresh(FRESH_FOR_MS, () => this.look());
  private readonly task = new PeriodicTask('look at Redis', LOOK_EVERY_MS, async () => {
    await this.state();
  });

  constructor(
    @Inject(PRODUCER_CONNECTION) private readonly connection: Connection,
    private readonly config: Config,
    { registry }: Metrics,
  ) {
    this.watch = new TroubleWatch(registry, new Logger(RedisHealth.name), {
      metric: 'gateway_redis_trouble',
      help: 'Whether Redis has this trouble, as this process sees it.',
      words: REDIS_TROUBLE_WORDS,
      ended: 'Redis takes jobs',
    });
  }

  onApplicationBootstrap(): void {
    this.task.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.task.stop();
  }

  /** Never rejects. */
  state(): Promise<RedisState> {
    return this.fresh.get();
  }

  /** What a worker was refused may be more than the probe asks for. */
  hear(error: unknown): void {
    if (isRefusal(error)) this.heard.set(redisTrouble(error), Date.now());
  }

  private async look(): Promise<RedisState> {
    const state = await probeRedis(this.connection, this.config.queuePrefix);
    const found = new Set([...state.troubles, ...this.heardOfLate()]);
    const troubles = REDIS_TROUBLES.filter((trouble) => found.has(trouble));
    this.watch.see(troubles);
    return { ...state, troubles };
  }

  private heardOfLate(): RedisTrouble[] {
    const since = Date.now() - HEARD_FOR_MS;
    return REDIS_TROUBLES.filter((trouble) => (this.heard.get(trouble) ?? 0) > since);
  }
}
