import { readFileSync, writeFileSync } from 'node:fs';
import { withTables } from './readme-tables.js';

/** `node dist/sectigo/tables/write-readme.js [--check]`: brings the tables of README.md up to date, or says that they are not. */
const README = new URL('../../../src/sectigo/README.md', import.meta.url);
const before = readFileSync(README, 'utf8');
const after = withTables(before);

if (after !== before && process.argv.includes('--check')) {
  process.stderr.write(
    'src/sectigo/README.md is out of date: run node dist/sectigo/tables/write-readme.js\n',
  );
  process.exitCode = 1;
} else if (after !== before) {
  writeFileSync(README, after);
}
