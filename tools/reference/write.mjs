// `node tools/reference/write.mjs [--check]`: brings the tables of docs/reference up to date with the build, or says that they are not.
import { readFileSync, writeFileSync } from 'node:fs';
import { PROBLEMS } from '../../dist/shared/error-code.js';
import { PUBLISHED_ERRORS } from '../../dist/sectigo/tables/error-codes.js';
import { PARAMETERS } from '../../dist/sectigo/tables/parameters.js';
import { tablesFrom, withTables } from './tables.mjs';

process.chdir(new URL('../..', import.meta.url).pathname);

const pages = tablesFrom({
  parameters: PARAMETERS,
  errors: PUBLISHED_ERRORS,
  problems: PROBLEMS,
  openapi: readFileSync('openapi.yaml', 'utf8'),
});
for (const [page, tables] of Object.entries(pages)) {
  const before = readFileSync(page, 'utf8');
  const after = withTables(before, tables);
  if (after === before) continue;
  if (process.argv.includes('--check')) {
    process.stderr.write(`${page} is out of date: run npm run reference\n`);
    process.exitCode = 1;
  } else {
    writeFileSync(page, after);
  }
}
