// `node tools/reference/write.mjs [--check]`: brings the tables and the collection of docs/reference up to date with the build, or
// says that they are not.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { parse } from 'yaml';
import { PROBLEMS } from '../../dist/shared/error-code.js';
import { PUBLISHED_ERRORS } from '../../dist/sectigo/tables/error-codes.js';
import { PARAMETERS } from '../../dist/sectigo/tables/parameters.js';
import { collectionOf } from './collection.mjs';
import { tablesFrom, withTables } from './tables.mjs';

process.chdir(new URL('../..', import.meta.url).pathname);

const COLLECTION = 'docs/reference/sectigo-gateway.postman_collection.json';

const openapi = parse(readFileSync('openapi.yaml', 'utf8'));
const pages = tablesFrom({ parameters: PARAMETERS, errors: PUBLISHED_ERRORS, problems: PROBLEMS, openapi });
for (const [page, tables] of Object.entries(pages))
  bring(page, withTables(readFileSync(page, 'utf8'), tables));
bring(COLLECTION, await asPrettierHasIt(COLLECTION, JSON.stringify(collectionOf(openapi))));

function bring(page, after) {
  if (existsSync(page) && readFileSync(page, 'utf8') === after) return;
  if (process.argv.includes('--check')) {
    process.stderr.write(`${page} is out of date: run npm run reference\n`);
    process.exitCode = 1;
  } else {
    writeFileSync(page, after);
  }
}

async function asPrettierHasIt(file, text) {
  return format(text, { ...(await resolveConfig(file)), filepath: file });
}
