import { setTimeout as pause } from 'node:timers/promises';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import closeWithGrace from 'close-with-grace';
import { type Logger } from 'pino';
import { type Config, type RunningConfig } from './config/config.js';
import { findWarnings } from './config/find-warnings.js';
import { createApp, listen } from './create-app.js';
import { Readiness } from './monitoring/health/readiness.js';
import { createLogger } from './platform/logging/logger.js';
import { MIGRATIONS_PATH } from './platform/prisma/migration-files.js';
import { prepareDatabase } from './platform/prisma/prepare-database.js';
import { checkRedis } from './platform/queues/probe-redis.js';
import { openTracing } from './platform/tracing/open-tracing.js';
import { type Tracing } from './platform/tracing/tracing.js';
import { readSectigoTables } from './sectigo-connection.js';
import { ClaimUpstream } from './upstream/claim-upstream.js';

/** Kubernetes and Docker kill after 30 or 10 s; an attempt that is not finished by then is reconciled. */
const DRAIN_WITHIN_MS = 25_000;

/** Fatal signals; also, WebAssembly that traps hangs if there is a SIGSEGV listener. */
const FATAL_SIGNALS = ['SIGILL', 'SIGTRAP', 'SIGABRT', 'SIGBUS', 'SIGFPE', 'SIGSEGV'] as const;

/** Sent on purpose, by people and by supervisors. */
const ENDING_SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** npm passes on the Ctrl-C that the terminal has sent to both: a signal that comes so soon is the same. */
const SAME_SIGNAL_WITHIN_MS = 1_000;

/** What every process has before it has servers. */
export interface Process {
  readonly logger: Logger;
  readonly tracing: Tracing;
}

/** What an entry point has started beside the gateway. */
export interface Beside {
  /** Postgres is among it. */
  readonly ownsDatabase: boolean;
  /** Once the gateway listens. */
  greet(url: string): Promise<void>;
  /** Once the gateway has ended. */
  stop(): Promise<void>;
}

const NOTHING_BESIDE: Beside = {
  ownsDatabase: false,
  greet: () => Promise.resolve(),
  stop: () => Promise.resolve(),
};

/** Throws `ConfigError` for what the configuration alone cannot see. */
export async function openProcess(config: Config): Promise<Process> {
  readSectigoTables(config);
  const tracing = await openTracing(config);
  const logger = createLogger(config, tracing);
  const warnings = findWarnings(config);
  if (warnings.length > 0) logger.warn({ warnings }, 'settings that are probably mistakes');
  return { logger, tracing };
}

/**
 * Runs the gateway: migrates, listens, and drains on a signal or an uncaught error. It
 * reports that it is not ready, serves until load balancers have noticed, stops taking HTTP and jobs, finishes
 * the attempts under way, closes queues and database, then what is beside.
 * A second signal, a second later or more, and a second error end it at once.
 */
export async function run(
  config: RunningConfig,
  { logger, tracing }: Process,
  beside: Beside = NOTHING_BESIDE,
): Promise<void> {
  let app: NestFastifyApplication | undefined;
  const delayMs = config.role === 'worker' ? 0 : config.shutdownDelayMs;
  const options = { delay: delayMs + DRAIN_WITHIN_MS, logger, skip: [...FATAL_SIGNALS, ...ENDING_SIGNALS] };
  let endingSince: number | undefined;
  const ending = closeWithGrace(options, async ({ err, manual }) => {
    endingSince = performance.now();
    if (err) logger.fatal({ err }, 'an uncaught error ends the process');
    logger.info('draining');
    app?.get(Readiness).drain();
    if (app && manual) await pause(delayMs);
    await app?.close();
    await tracing.stop();
    await beside.stop();
    logger.info('stopped');
  });
  for (const signal of ENDING_SIGNALS) {
    process.on(signal, () => {
      logger.info({ signal }, 'received a signal to stop');
      if (endingSince === undefined) ending.close();
      else if (performance.now() - endingSince > SAME_SIGNAL_WITHIN_MS) {
        logger.error('received a second signal: stopping without waiting for work under way');
        process.exit(1);
      }
    });
  }
  try {
    const applied = await prepareDatabase(config, MIGRATIONS_PATH, (line) => logger.info(line));
    logger.info({ applied }, 'the database is migrated');
    await checkRedis(config.redisUrl, config.queuePrefix);
    app = await createApp(config, logger, tracing);
    const claim = { confirmed: config.sectigoSameAccount, ownsDatabase: beside.ownsDatabase };
    const hasChanged = await app.get(ClaimUpstream).execute(claim);
    if (hasChanged)
      logger.warn('from now on the orders of this database go to another address or login name');
    const url = await listen(app, config);
    const simulated = config.sectigo.simulated === true;
    logger.info({ url, role: config.role, simulated }, 'listening');
    await beside.greet(url);
  } catch (error) {
    await app?.close();
    await beside.stop();
    throw error;
  }
}
