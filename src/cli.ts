#!/usr/bin/env node
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Config } from './config/config.js';
import { readAccountConfig, readConfig } from './config/read-config.js';
import { launch } from './launch.js';

interface Command {
  readonly summary: string;
  readonly run: (args: readonly string[]) => Promise<void>;
}

/** For a command without arguments: any argument is a mistake. */
const plain =
  (run: () => Promise<void>): Command['run'] =>
  (args) => {
    parseArgs({ args: [...args], options: {} });
    return run();
  };

/** What a command needs is loaded with it: most need no database, and none but `start` the gateway. */
const COMMANDS = new Map<string, Command>(
  Object.entries({
    start: {
      summary: 'run the gateway, as node dist/main.js does',
      run: plain(async () => void (await import('./main.js'))),
    },
    migrate: {
      summary:
        "apply this version's migrations to the database of DATABASE_URL; --grant ROLE lets that role run the gateway",
      run: migrate,
    },
    'after-restore': {
      summary:
        'on a restored database, before any gateway: open orders are looked for at Sectigo, not sent again',
      run: plain(afterRestore),
    },
    'verify-account': {
      summary:
        'try the account of SECTIGO_…: reads only; --test-orders [--yes] learns names and error numbers',
      run: verifyAccount,
    },
    reread: {
      summary: 'read kept texts again: --since TIME [--json] tells what would change, --yes does it',
      run: reread,
    },
    'rotate-encryption-key': {
      summary:
        'encrypt webhook secrets in the database with the first key of ENCRYPTION_KEY; --decrypt undoes it',
      run: rotateEncryptionKey,
    },
    keys: {
      summary: 'print fresh values for OPERATOR_KEY, METRICS_TOKEN, NOTIFICATION_PASSWORD and ENCRYPTION_KEY',
      run: plain(printKeys),
    },
    openapi: {
      summary: 'print the OpenAPI document; with FILE write it there; with --check FILE compare',
      run: openapi,
    },
  }),
);

const HELP = [
  'usage: sectigo-gateway COMMAND',
  '',
  ...[...COMMANDS].map(([name, { summary }]) => `  ${name.padEnd(23)}${summary}`),
  '',
  'Settings are environment variables; docs/reference/configuration.md lists them.',
  '',
].join('\n');

async function migrate(args: readonly string[]): Promise<void> {
  const { grant } = parseArgs({ args: [...args], options: { grant: { type: 'string' } } }).values;
  const config = readConfig();
  const applied = await prepare(config);
  say(applied.length === 0 ? 'the database is up to date' : `applied ${applied.length} migrations`);
  if (grant === undefined) return;
  const { grantUse } = await import('./platform/prisma/grant-use.js');
  await grantUse(config.databaseDirectUrl ?? config.databaseUrl ?? '', grant);
  say(`${grant} may run the gateway`);
}

async function afterRestore(): Promise<void> {
  const config = readConfig();
  await prepare(config);
  const { distrustOpenOrders } = await import('./dispatch/reconcile/distrust-open-orders.query.js');
  const count = await distrustOpenOrders(config.databaseUrl ?? '');
  say(`${count} open orders will be looked for at Sectigo before anything is sent`);
}

/** These commands always migrate, whatever MIGRATE_ON_START says. */
async function prepare({ databaseUrl, databaseDirectUrl }: Config): Promise<string[]> {
  if (databaseUrl === undefined) throw new Error('DATABASE_URL is needed: it names the database');
  const urls = { databaseUrl, ...(databaseDirectUrl !== undefined && { databaseDirectUrl }) };
  const { prepareDatabase } = await import('./platform/prisma/prepare-database.js');
  const { MIGRATIONS_PATH } = await import('./platform/prisma/migration-files.js');
  return prepareDatabase({ ...urls, migrateOnStart: true }, MIGRATIONS_PATH, (line) => {
    process.stderr.write(`${line}\n`);
  });
}

async function reread(args: readonly string[]): Promise<void> {
  const { runReread } = await import('./reread.command.js');
  await runReread(args, readConfig(), (text) => process.stdout.write(text));
}

async function rotateEncryptionKey(args: readonly string[]): Promise<void> {
  const { runRotateEncryptionKey } = await import('./rotate-encryption-key.command.js');
  await runRotateEncryptionKey(args, readConfig(), say);
}

function printKeys(): Promise<void> {
  for (const name of ['OPERATOR_KEY', 'METRICS_TOKEN', 'NOTIFICATION_PASSWORD', 'ENCRYPTION_KEY']) {
    say(`${name}=${randomBytes(32).toString('base64url')}`);
  }
  return Promise.resolve();
}

/** Reads the settings of Sectigo's account, and needs no others. */
async function verifyAccount(args: readonly string[]): Promise<void> {
  const { createSectigoClient } = await import('./sectigo-connection.js');
  const { runVerifyAccount } = await import('./verify-account/verify-account.command.js');
  process.exitCode = await runVerifyAccount(args, {
    readConfig: readAccountConfig,
    connect: (config, observe) => createSectigoClient(config, { observe }),
  });
}

async function openapi(args: readonly string[]): Promise<void> {
  const options = { check: { type: 'boolean', default: false } } as const;
  const { positionals, values } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [file] = positionals;
  const { describeApi } = await import('./describe-api.js');
  const document = await describeApi();
  if (file === undefined) process.stdout.write(document);
  else if (!values.check) writeFileSync(file, document);
  else if (readFileSync(file, 'utf8') !== document)
    throw new Error(`${file} does not agree with the code: run npm run openapi`);
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

launch(async () => {
  const [name, ...args] = process.argv.slice(2);
  const command = name === undefined ? undefined : COMMANDS.get(name);
  if (name === '--help' || name === '-h' || args.includes('--help')) process.stdout.write(HELP);
  else if (command === undefined) throw new Error(HELP);
  else await command.run(args);
});
