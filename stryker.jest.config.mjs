import config from './jest.config.mjs';

const [unit] = config.projects;

/** The unit tests that say what the mutated files must do; the client's tests over sockets would only slow it down. */
export default {
  ...unit,
  testMatch: [
    '<rootDir>/src/sectigo/{form,reply,reply-text,error-match,error-codes,error-codes-file,classify-reply}.spec.ts',
    '<rootDir>/src/submissions/decision.spec.ts',
    '<rootDir>/src/submissions/reconciliation/*.spec.ts',
  ],
  reporters: ['default'],
};
