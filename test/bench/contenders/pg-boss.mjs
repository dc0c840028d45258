import { PgBoss } from 'pg-boss';
import { plainContender } from './plain.mjs';

export const pgBoss = plainContender({
  name: 'pg-boss',
  what: 'Fastify; INSERT of the order and send of its job in one transaction; a pg-boss worker',
  file: 'programs/pg-boss.mjs',
  hasWorker: true,
  async prepare({ databaseUrl }) {
    const boss = new PgBoss(databaseUrl);
    await boss.start();
    await boss.createQueue('orders', { notify: true });
    await boss.stop();
  },
});
