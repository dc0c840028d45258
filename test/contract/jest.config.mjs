import base from '../../jest.config.mjs';

const integration = base.projects.find(({ displayName }) => displayName === 'integration');

/**
 * Tests through a proxy that holds their traffic against openapi.yaml: those made for it, the end-to-end test with the most
 * answers of the most important operation, and those with the most kinds of events, which are checked when a gateway ends.
 */
export default {
  ...base,
  rootDir: '../..',
  projects: [
    {
      ...integration,
      rootDir: '.',
      displayName: 'contract',
      testMatch: [
        '**/*.contract-spec.ts',
        ...['place-order', 'life-of-a-certificate', 'webhooks', 'revocation-refusal'].map(
          (name) => `**/${name}.e2e-spec.ts`,
        ),
      ],
      globalSetup: '<rootDir>/test/contract/global-setup.mjs',
      globalTeardown: '<rootDir>/test/contract/global-teardown.mjs',
    },
  ],
};
