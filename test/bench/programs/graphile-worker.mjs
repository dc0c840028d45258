import { run } from 'graphile-worker';
import pg from 'pg';
import { serveOrders } from './order-route.mjs';
import { placeOrder } from './place-order.mjs';

const { CONCURRENCY, DATABASE_URL, ROLE } = process.env;
const ADD_JOB = `SELECT graphile_worker.add_job('place-order', $1)`;

const pool = new pg.Pool({ connectionString: DATABASE_URL });

if (ROLE !== 'worker') {
  await serveOrders(pool, (client, job) => client.query({ name: 'add', text: ADD_JOB, values: [job] }));
}
if (ROLE !== 'api') {
  // in batches, with the numbers that its documentation begins with
  const concurrentJobs = Number(CONCURRENCY);
  const batches = {
    localQueue: { size: concurrentJobs + 1 },
    completeJobBatchDelay: 250,
    failJobBatchDelay: 250,
  };
  await run({
    preset: { worker: { connectionString: DATABASE_URL, concurrentJobs, maxPoolSize: 10, ...batches } },
    noHandleSignals: true,
    taskList: { 'place-order': ({ id }) => placeOrder(pool, id) },
  });
}
process.send('ready');
process.once('SIGTERM', () => process.exit());
