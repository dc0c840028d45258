import pg from 'pg';
import { PgBoss } from 'pg-boss';
import { serveOrders } from './order-route.mjs';
import { placeOrder } from './place-order.mjs';

const { CONCURRENCY, DATABASE_URL, ROLE } = process.env;
const QUEUE = 'orders';

const pool = new pg.Pool({ connectionString: DATABASE_URL });
const boss = new PgBoss({ connectionString: DATABASE_URL, useListenNotify: true });
boss.on('error', (error) => console.error(error));
await boss.start();

if (ROLE !== 'worker') {
  await serveOrders(pool, (client, job) => {
    const executeSql = (text, values) => client.query(text, values);
    return boss.send(QUEUE, job, { db: { executeSql } });
  });
}
if (ROLE !== 'api') {
  // woken by NOTIFY, and at once for the next batch while there is a full one
  const options = { batchSize: Number(CONCURRENCY), burstWhenBatchFull: true };
  await boss.work(QUEUE, options, (jobs) => Promise.all(jobs.map(({ data }) => placeOrder(pool, data.id))));
}
process.send('ready');
process.once('SIGTERM', () => process.exit());
