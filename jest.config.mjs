import os from 'node:os';

/** swc turns our sources and the ESM-only dependencies into CommonJS: jest on Node < 24.9 cannot require() ES modules. */
const swc = (syntax) => [
  '@swc/jest',
  {
    swcrc: false,
    jsc: {
      parser: syntax === 'typescript' ? { syntax, decorators: true } : { syntax },
      transform:
        syntax === 'typescript'
          ? { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false }
          : {},
      target: 'es2022',
      keepClassNames: true,
    },
    module: { type: 'commonjs', ignoreDynamic: false },
    sourceMaps: 'inline',
  },
];
const esmOnly = [
  '@nestjs',
  '@prisma',
  // no ESM, but import() within CommonJS
  '@opentelemetry/otlp-exporter-base',
  'file-type',
  'strtok3',
  'token-types',
  'uint8array-extras',
  '@borewit',
  '@tokenizer',
  'cookie',
  'jose',
  'marked',
  'p-limit',
  'ulid',
  'yocto-queue',
].join('|');

const PROJECTS = ['unit', 'simulator', 'integration', 'long', 'faults'];

/**
 * The FILE of `jest --selectProjects unit FILE`: jest takes all that follows for names of projects, and without this it
 * would run every file.
 */
function pathsAmongProjects([first, ...rest]) {
  if (first === undefined) return [];
  if (first !== '--selectProjects') return pathsAmongProjects(rest);
  const end = rest.findIndex((argument) => argument.startsWith('-'));
  return rest.slice(0, end < 0 ? rest.length : end).filter((argument) => !PROJECTS.includes(argument));
}

const paths = pathsAmongProjects(process.argv);
const ignored = ['/node_modules/', ...(paths.length > 0 ? [`^(?!.*(?:${paths.join('|')}))`] : [])];

const shared = {
  testEnvironment: 'node',
  testPathIgnorePatterns: ignored,
  roots: ['<rootDir>/src', '<rootDir>/packages', '<rootDir>/test'],
  moduleFileExtensions: ['js', 'mjs', 'json', 'ts'],
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '^@sectigo-gateway/simulator$': '<rootDir>/packages/simulator/src/server.ts',
  },
  transform: { '^.+\\.ts$': swc('typescript'), '^.+\\.m?js$': swc('ecmascript') },
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly})/)`],
};

/** Thousands of values, or large ones: not for every `npm test`. */
const LONG = '\\.long\\.spec\\.ts$';

/** A program of its own, and its tests talk to it by HTTP. */
const simulator = ['<rootDir>/packages/simulator/', '<rootDir>/test/simulator/'];

/** From dist/: build first. */
const servers = {
  ...shared,
  testEnvironment: '<rootDir>/test/support/environment.mjs',
  testMatch: ['**/*.int-spec.ts', '**/*.e2e-spec.ts'],
  globalSetup: '<rootDir>/test/global-setup.mjs',
  globalTeardown: '<rootDir>/test/global-teardown.mjs',
};

/** Projects of their own, so that only runs with integration tests start Postgres and Redis. */
export default {
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['**/*.spec.ts'],
      testPathIgnorePatterns: [...ignored, ...simulator, LONG],
    },
    {
      ...shared,
      displayName: 'simulator',
      roots: simulator,
      testMatch: ['**/*.spec.ts'],
      testPathIgnorePatterns: [...ignored, LONG],
    },
    {
      ...servers,
      displayName: 'integration',
      testPathIgnorePatterns: [...ignored, '<rootDir>/test/long/'],
    },
    // under load, waiting for seconds, or starting programs
    {
      ...servers,
      displayName: 'long',
      testMatch: ['<rootDir>/test/long/*-spec.ts', '**/*.long.spec.ts'],
    },
    // starts servers of its own, which it breaks
    { ...shared, displayName: 'faults', testMatch: ['**/*.fault-spec.ts'] },
  ],
  // most of them wait most of the time: jest's own choice leaves a core to whoever watches
  maxWorkers: Math.ceil(os.availableParallelism() * 1.5),
  // far above what any test takes: a busy machine must not fail one
  testTimeout: 120_000,
  reporters: ['default', '<rootDir>/test/support/count-reporter.mjs'],
};
