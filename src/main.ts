import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Logger } from 'pino';
import { ConfigError } from './config/config.js';
import { readConfig } from './config/read-config.js';
import { createApp, listen, MIGRATIONS_PATH } from './create-app.js';
import { createLogger } from './platform/logging/logger.js';
import { prepareDatabase } from './platform/prisma/prepare-database.js';
import { checkRedis } from './platform/queues/check-redis.js';
import { openTracing } from './platform/tracing/open-tracing.js';
import { type Tracing } from './platform/tracing/tracing.js';
import { readSectigoTables } from './sectigo-connection.js';
import { startServers, type StartedServers } from './start-servers.js';
import { welcome } from './welcome.js';

/** Kubernetes and Docker kill after 30 or 10 s; an attempt that is not finished by then is reconciled. */
const DRAIN_WITHIN_MS = 25_000;

async function main(): Promise<void> {
  const config = readConfig();
  readSectigoTables(config);
  const tracing = await openTracing(config.tracesEndpoint);
  const logger = createLogger(config.logLevel, tracing);
  const servers = await startServers(config, (message) => logger.info(message));
  let app: NestFastifyApplication | undefined;
  try {
    const applied = await prepareDatabase(servers.config, MIGRATIONS_PATH, (line) => logger.info(line));
    logger.info({ applied }, 'the database is migrated');
    await checkRedis(servers.config.redisUrl, servers.config.queuePrefix);
    app = await createApp(servers.config, logger, tracing);
    drainOnSignals(app, tracing, servers, logger);
    const url = await listen(app, servers.config);
    logger.info({ url, role: config.role }, 'listening');
    const simulated = config.sectigo === undefined && config.role === 'all';
    if (simulated) await welcome(url, servers, (line) => process.stdout.write(`${line}\n`));
  } catch (error) {
    await app?.close();
    await servers.stop();
    throw error;
  }
}

/** Stops taking HTTP and jobs, finishes the attempts under way, closes queues and database, then our own servers. */
function drainOnSignals(
  app: NestFastifyApplication,
  tracing: Tracing,
  servers: StartedServers,
  logger: Logger,
): void {
  let draining = false;
  const drain = async (signal: string): Promise<void> => {
    if (draining) return;
    draining = true;
    logger.info({ signal }, 'draining');
    setTimeout(() => process.exit(1), DRAIN_WITHIN_MS).unref();
    await app.close();
    await tracing.stop();
    await servers.stop();
    logger.info('stopped');
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void drain(signal));
}

main().catch((error: unknown) => {
  const lines =
    error instanceof ConfigError ? error.faults : [error instanceof Error ? error.message : String(error)];
  for (const line of lines) process.stderr.write(`${line}\n`);
  process.exit(1);
});
