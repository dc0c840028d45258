import base from '../../jest.config.mjs';

const unit = base.projects.find(({ displayName }) => displayName === 'unit');

/** What somebody who can connect may do to a gateway of the suite's own, over loopback. Not part of `npm test`. */
export default {
  ...base,
  rootDir: '../..',
  maxWorkers: 1,
  testTimeout: 180_000,
  projects: [{ ...unit, rootDir: '.', displayName: 'attack', testMatch: ['**/*.attack-spec.ts'] }],
};
