// The import order of ARCHITECTURE.md, checked. A file may import from its own folder or from a lower rank only.
const ranks = [
  ['dispatch', 'certificates', 'webhooks', 'clients', 'monitoring', 'dashboard', 'verify-account'],
  ['gate'],
  ['orders'],
  ['events', 'audit', 'access', 'http', 'sectigo', 'upstream'],
  ['platform'],
  ['config'],
  ['shared'],
];

/** Within a rank: pages of `http` say in the words of `access` that they are public, and `audit` who it was. */
const neighbours = { http: ['access'], audit: ['access'] };

const downward = ranks.flatMap((row, rank) =>
  row.map((folder) => {
    const siblings = row.filter((other) => other !== folder && !(neighbours[folder] ?? []).includes(other));
    const higher = [...ranks.slice(0, rank).flat(), ...siblings];
    return {
      name: `${folder}-imports-only-downward`,
      severity: 'error',
      from: { path: `^src/${folder}/`, pathNot: '\\.spec\\.ts$' },
      to: { path: `^src/(?:[^/]+\\.ts$|(?:${higher.join('|')})/)` },
    };
  }),
);

module.exports = {
  forbidden: [
    ...downward,
    {
      name: 'the-gateway-imports-no-package',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^packages/' },
    },
    {
      name: 'no-package-imports-the-gateway',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^src/' },
    },
    {
      name: 'the-simulator-imports-no-package',
      severity: 'error',
      from: { path: '^packages/simulator/' },
      to: { path: '^packages/(?!simulator/)' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'domain-is-pure',
      severity: 'error',
      from: { path: '^src/orders/domain/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^src/', pathNot: '^src/(orders/domain|shared)/' },
    },
    {
      name: 'sectigo-only-by-its-door',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/sectigo/' },
      to: { path: '^src/sectigo/(?!index\\.ts$)' },
    },
    {
      name: 'only-workers-ask-sectigo',
      severity: 'error',
      from: { path: '^src/app\\.api\\.module\\.ts$' },
      to: { path: '^src/gate/sectigo-account\\.ts$', reachable: true },
    },
    {
      name: 'sectigo-is-a-leaf',
      severity: 'error',
      from: { path: '^src/sectigo/' },
      to: { path: '^src/(?!sectigo|config|shared)' },
    },
    {
      name: 'sectigo-tables-know-no-wire',
      severity: 'error',
      from: { path: '^src/sectigo/tables/' },
      to: { path: '^src/sectigo/(?!tables/)' },
    },
    {
      name: 'sectigo-wire-knows-no-command',
      severity: 'error',
      from: { path: '^src/sectigo/wire/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^src/sectigo/(?!wire/|tables/)' },
    },
    {
      name: 'prisma-only-in-repositories',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: '(\\.repository\\.ts|\\.query\\.ts|^src/platform/|^src/monitoring/health/)',
      },
      to: { path: '^src/platform/prisma/(prisma\\.service|generated|sql-errors)' },
    },
    {
      // their files have no suffix: what speaks HTTP has one that says in which role
      name: 'use-cases-know-no-http',
      severity: 'error',
      from: {
        path: '^src/(orders|gate|dispatch|certificates|webhooks|clients|monitoring|upstream)/',
        pathNot: '\\.[a-z-]+\\.ts$',
      },
      to: {
        path: '(^src/http/|\\.(controller|answer|guard|openapi)\\.ts$|node_modules/(@nestjs/platform-)?fastify/)',
      },
    },
    {
      name: 'bullmq-stays-at-the-edge',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: '(\\.processor\\.ts$|\\.relay\\.ts$|\\.module\\.ts$|^src/platform/queues/|^src/dashboard/)',
      },
      to: { path: 'node_modules/(bullmq|@nestjs/bullmq)/' },
    },
    {
      name: 'opentelemetry-only-in-platform',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/platform/tracing/' },
      to: { path: 'node_modules/@opentelemetry/' },
    },
    {
      name: 'axios-only-in-clients',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.client(\\.spec)?\\.ts$' },
      to: { path: 'node_modules/axios/' },
    },
    {
      name: 'pure-code-is-framework-free',
      severity: 'error',
      from: {
        path:
          '^src/(orders/domain/|sectigo/|gate/retry-policy|dispatch/(record/interpret|send/to-sectigo-values)|certificates/revoke/revocation-decision|shared/|' +
          'webhooks/(deliver/delivery-(decision|payload)|receivers/))',
      },
      to: { path: 'node_modules/@nestjs/' },
    },
    {
      name: 'the-page-knows-the-api-alone',
      severity: 'error',
      from: { path: '^packages/dashboard/' },
      to: { path: '^(test/|packages/(?!dashboard/|client/src/gateway-api))' },
    },
    {
      name: 'nobody-imports-the-page',
      severity: 'error',
      from: { path: '^(src|test|packages/(?!dashboard/))' },
      to: { path: '^packages/dashboard/' },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: {
        orphan: true,
        path: '^(src|packages)/',
        pathNot:
          '(\\.d\\.ts$|main\\.ts$|js-redis-server\\.ts$|main\\.tsx$|(vite\\.config|build)\\.mjs$|write-[a-z]+\\.ts$)',
      },
      to: {},
    },
    {
      name: 'src-never-imports-test',
      severity: 'error',
      from: { path: '^(src|packages)/', pathNot: '\\.(spec|int-spec)\\.ts$' },
      to: { path: '(^test/|\\.spec\\.ts$)' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: {
      path: '^(src/platform/prisma/generated|packages/[^/]+/dist/|test/bench/naive/(dist|src/generated)/|packages/dashboard/src/api/gateway-api)',
    },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'] },
  },
};
