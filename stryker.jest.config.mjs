import config from './jest.config.mjs';

const [unit] = config.projects;

/** The unit tests that say what the mutated files must do; the client's tests over sockets would only slow it down. */
export default {
  ...unit,
  testMatch: [
    '<rootDir>/src/sectigo/{form,reply,reply-text,error-match,error-codes,error-codes-file,classify-reply,web-host-report}.spec.ts',
    '<rootDir>/src/submissions/{decision,retry-policy,finding}.spec.ts',
    '<rootDir>/src/submissions/reconciliation/{match-orders,reconciliation-policy}.spec.ts',
    '<rootDir>/src/orders/domain/{order-status,digests}.spec.ts',
    '<rootDir>/src/orders/place/idempotency-key.spec.ts',
    '<rootDir>/src/shared/canonical-json.spec.ts',
  ],
  reporters: ['default'],
};
