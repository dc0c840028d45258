import base from '../../jest.config.mjs';

const integration = base.projects.find(({ displayName }) => displayName === 'integration');

/** End-to-end tests whose traffic is worth a second look, beside the test of every operation. */
const TWICE = ['order-actions', 'place-order', 'reconciliation'];

/** Tests through a proxy that holds their traffic against openapi.yaml. */
export default {
  ...base,
  rootDir: '../..',
  projects: [
    {
      ...integration,
      rootDir: '.',
      displayName: 'contract',
      testMatch: ['**/*.contract-spec.ts', ...TWICE.map((name) => `**/${name}.e2e-spec.ts`)],
      globalSetup: '<rootDir>/test/contract/global-setup.mjs',
      globalTeardown: '<rootDir>/test/contract/global-teardown.mjs',
    },
  ],
};
