import { readConfig } from './config/read-config.js';
import { MIGRATIONS_PATH } from './create-app.js';
import { prepareDatabase } from './platform/prisma/prepare-database.js';
import { distrustOpenOrders } from './submissions/reconciliation/distrust-open-orders.query.js';

/** Run on a restored database before any gateway: orders that may have been bought since are looked for, not sent. */
async function main(): Promise<void> {
  const { databaseUrl, ...config } = readConfig();
  if (databaseUrl === undefined) throw new Error('DATABASE_URL must name the restored database');
  await prepareDatabase({ ...config, databaseUrl }, MIGRATIONS_PATH, (line) =>
    process.stderr.write(`${line}\n`),
  );
  const count = await distrustOpenOrders(databaseUrl);
  process.stdout.write(`${count} open orders will be looked for at Sectigo before anything is sent\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
