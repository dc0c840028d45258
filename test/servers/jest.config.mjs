import { spawnSync } from 'node:child_process';
import base from '../../jest.config.mjs';

const NEEDED = ['pgbouncer', 'pg_dump', 'redis-server', 'redis-sentinel'];
const missing = NEEDED.filter((name) => spawnSync(name, ['--version']).error !== undefined);
if (missing.length > 0) {
  throw new Error(
    `npm run servers:check needs ${missing.join(', ')} (Debian: packages of the same names; pg_dump: postgresql)`,
  );
}

const integration = {
  ...base.projects.find(({ displayName }) => displayName === 'integration'),
  rootDir: '.',
  testPathIgnorePatterns: ['/node_modules/'],
  globalSetup: '<rootDir>/test/servers/global-setup.mjs',
  globalTeardown: '<rootDir>/test/servers/global-teardown.mjs',
};

/** Tests that are there anyway, of everything that statements may mean. */
const REPRESENTATIVE = [
  'test/e2e/place-order',
  'test/e2e/idempotency',
  'test/long/reconciliation',
  'test/long/listing',
  'test/e2e/client-limits',
  'test/e2e/life-of-a-certificate',
  'test/long/webhook-deliveries',
].map((name) => `<rootDir>/${name}.e2e-spec.ts`);

/** Postgres and Redis as people run them. Not part of `npm test`. */
export default {
  ...base,
  rootDir: '../..',
  testTimeout: 120_000,
  projects: [
    { ...integration, displayName: 'servers', testMatch: ['**/*.servers-spec.ts'] },
    {
      ...integration,
      displayName: 'on odd databases',
      setupFiles: ['<rootDir>/test/servers/on-odd-databases.mjs'],
      testMatch: REPRESENTATIVE,
    },
    {
      ...integration,
      displayName: 'through PgBouncer',
      setupFiles: ['<rootDir>/test/servers/through-pgbouncer.mjs'],
      testMatch: REPRESENTATIVE,
    },
  ],
};
