import config from './jest.config.mjs';

const [unit] = config.projects;

/** The unit tests that say what the mutated files must do; the client's tests over sockets would only slow it down. */
export default {
  ...unit,
  testMatch: [
    '<rootDir>/src/sectigo/wire/{reply,reply-text}.spec.ts',
    '<rootDir>/src/sectigo/tables/{error-match,error-codes,error-codes-file}.spec.ts',
    '<rootDir>/src/sectigo/commands/{order-form,place-order-reply,report-reply}.spec.ts',
    '<rootDir>/src/dispatch/record/interpret.spec.ts',
    '<rootDir>/src/gate/retry-policy.spec.ts',
    '<rootDir>/src/dispatch/reconcile/{match-orders,reconciliation-policy}.spec.ts',
    '<rootDir>/src/orders/domain/{order-status,digests}.spec.ts',
    '<rootDir>/src/orders/place/idempotency-key.spec.ts',
    '<rootDir>/src/shared/canonical-json.spec.ts',
  ],
  reporters: ['default'],
};
