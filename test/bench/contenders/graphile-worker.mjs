import { runMigrations } from 'graphile-worker';
import { plainContender } from './plain.mjs';

export const graphileWorker = plainContender({
  name: 'graphile-worker',
  what: 'Fastify; INSERT of the order and add_job in one transaction; a graphile-worker',
  file: 'programs/graphile-worker.mjs',
  hasWorker: true,
  prepare: ({ databaseUrl }) => runMigrations({ connectionString: databaseUrl }),
});
