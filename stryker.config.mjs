/** Mutation tests of the code that turns orders into Sectigo's words, its words into decisions, and stops a second purchase. */
export default {
  testRunner: 'jest',
  plugins: ['@stryker-mutator/jest-runner'],
  jest: { projectType: 'custom', configFile: 'stryker.jest.config.mjs' },
  coverageAnalysis: 'perTest',
  mutate: [
    'src/sectigo/{form,reply,reply-text,error-match,error-codes,error-codes-file,classify-reply,web-host-report}.ts',
    'src/submissions/{decision,retry-policy,finding}.ts',
    'src/submissions/reconciliation/{match-orders,reconciliation-policy}.ts',
    'src/orders/domain/{order-status,digests,idempotency-key}.ts',
    'src/shared/canonical-json.ts',
  ],
  concurrency: 2,
  timeoutMS: 5_000,
  incremental: true,
  incrementalFile: '.cache/stryker-incremental.json',
  reporters: ['progress-append-only', 'clear-text', 'html', 'json'],
  htmlReporter: { fileName: 'reports/mutation/index.html' },
  jsonReporter: { fileName: 'reports/mutation/mutation.json' },
  thresholds: { high: 95, low: 90, break: 90 },
  tempDirName: '.cache/stryker',
  ignorePatterns: ['dist', '.data', 'coverage', 'reports', 'test/e2e', 'test/integration'],
};
