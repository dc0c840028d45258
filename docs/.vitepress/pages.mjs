/** The site: [file in the repository, path on the site, name in the menu], in the menu's groups and order. */
export const GROUPS = {
  'Start here': [
    ['docs/quick-start.md', 'quick-start', 'Quick start'],
    ['docs/concepts.md', 'concepts', 'Concepts'],
    ['docs/glossary.md', 'glossary', 'Glossary'],
  ],
  'Using the API': [
    ['docs/callers.md', 'callers', 'Guide for callers'],
    ['docs/moving.md', 'moving', 'Moving from !AutoApplyOrder'],
    ['examples/README.md', 'examples', 'Example clients'],
  ],
  'Running it': [
    ['docs/operators.md', 'operators', 'Guide for operators'],
    ['docs/GOING-LIVE.md', 'going-live', 'Going live'],
    ['docs/DEPLOYING.md', 'deploying', 'Deploying'],
    ['docs/servers.md', 'servers', 'Postgres, Redis and Sectigo'],
    ['docs/BACKUP.md', 'backup', 'Backup and restore'],
    ['docs/UPGRADING.md', 'upgrading', 'Upgrading'],
    ['docs/KEYS.md', 'keys', 'Keys and passwords'],
    ['RUNBOOK.md', 'runbook', 'Runbook'],
  ],
  Reference: [
    ['docs/reference/api.md', 'reference/api', 'API calls'],
    ['docs/reference/problems.md', 'reference/problems', 'Problems'],
    ['docs/reference/parameters.md', 'reference/parameters', 'Parameters'],
    ['docs/reference/sectigo-errors.md', 'reference/sectigo-errors', "Sectigo's errors"],
    ['docs/reference/configuration.md', 'reference/configuration', 'Configuration'],
  ],
  'Why to trust it': [
    ['RELIABILITY.md', 'reliability', 'Reliability and fault runs'],
    ['SECURITY.md', 'security', 'Security'],
    ['docs/reports/attacks.md', 'reports/attacks', 'Attack runs'],
    ['docs/PERFORMANCE.md', 'performance', 'Speed runs'],
    ['docs/SCALING.md', 'scaling', 'Scaling'],
  ],
  'Working on it': [
    ['ARCHITECTURE.md', 'architecture', 'Architecture'],
    ['docs/adr/README.md', 'adr/', 'Decisions'],
    ['CONTRIBUTING.md', 'contributing', 'Contributing'],
    ['src/sectigo/README.md', 'wire', "Sectigo's interface"],
    ['packages/simulator/README.md', 'simulator', 'The simulator'],
    ['packages/dashboard/README.md', 'dashboard-package', 'The dashboard'],
    ['packages/dev/README.md', 'npm-start', 'What npm start adds'],
    ['test/bench/README.md', 'bench', 'The benchmark'],
    ['CHANGELOG.md', 'changelog', 'Changelog'],
  ],
};
