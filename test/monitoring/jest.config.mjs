import { spawnSync } from 'node:child_process';
import base from '../../jest.config.mjs';

if (spawnSync('prometheus', ['--version']).error !== undefined) {
  throw new Error('npm run monitoring:check needs prometheus (Debian: apt-get install prometheus)');
}
const integration = base.projects.find(({ displayName }) => displayName === 'integration');

/** What operators are shown and woken by, on a real Prometheus over a running gateway. Not part of `npm test`. */
export default {
  ...base,
  rootDir: '../..',
  testTimeout: 120_000,
  projects: [
    {
      ...integration,
      rootDir: '.',
      displayName: 'monitoring',
      testMatch: ['**/*.monitoring-spec.ts'],
    },
  ],
};
