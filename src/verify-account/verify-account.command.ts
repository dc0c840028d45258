import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type AccountConfig, ConfigError, type SectigoAccount } from '../config/config.js';
import { type ObservedExchange, type SectigoClient } from '../sectigo/index.js';
import { exitCodeOf, failure } from './check.js';
import { encodedForm, printExchange, printVerification } from './print-verification.js';
import { writeJson, writeSettings } from './write-settings.js';
import { namesSet, NO_SETTINGS, type Verification, verifyAccount } from './verify-account.js';

const OPTIONS = {
  'test-orders': { type: 'boolean', default: false },
  yes: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  verbose: { type: 'boolean', default: false },
  'without-balance': { type: 'boolean', default: false },
  'time-limit': { type: 'string', default: '300' },
  'order-number': { type: 'string', multiple: true, default: [] as string[] },
  write: { type: 'string' },
  record: { type: 'string' },
} as const;

interface Means {
  /** Throws `ConfigError`. */
  readonly readConfig: () => AccountConfig;
  readonly connect: (config: AccountConfig, observe: (exchange: ObservedExchange) => void) => SectigoClient;
}

/** Of a command that was given what it cannot use: nothing was tried. */
const MISUSED = 2;

/** `sectigo-gateway verify-account`: prints what was found, and gives the exit code. */
export async function runVerifyAccount(args: readonly string[], means: Means): Promise<number> {
  try {
    return await verifyAsTold(args, means);
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${words}\n`);
    if (args.includes('--json')) process.stdout.write(`${JSON.stringify({ error: words }, null, 2)}\n`);
    return MISUSED;
  }
}

async function verifyAsTold(args: readonly string[], means: Means): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  const timeLimitMs = timeLimitOf(values['time-limit']);
  const print = (verification: Verification): number => {
    process.stdout.write(
      values.json ? `${JSON.stringify(verification, null, 2)}\n` : printVerification(verification),
    );
    return exitCodeOf(verification.checks);
  };
  let config: AccountConfig;
  try {
    config = means.readConfig();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return print({ checks: error.faults.map((fault) => failure('settings', fault)), settings: NO_SETTINGS });
  }
  checkPaths([values.write, values.record]);
  const testOrders = values['test-orders'] && (values.yes || (await isConfirmed(config.sectigo)));
  const exchanges: ObservedExchange[] = [];
  const account = means.connect(config, (exchange) => {
    exchanges.push(exchange);
    if (values.verbose) process.stderr.write(printExchange(exchange));
  });
  const verification = await verifyAccount(account, {
    sectigo: config.sectigo,
    set: namesSet(config.parameterNames),
    errorCodes: config.errorCodes as readonly unknown[],
    orderNumbers: [...values['order-number'], ...positionals],
    testOrders,
    time: { now: Date.now, pause: (ms) => pause(ms) },
    timeLimitMs,
    withoutBalance: values['without-balance'],
    exchanges,
  });
  return print(withFiles(verification, values, exchanges));
}

/** What was learnt is printed even where a file cannot be written. */
function withFiles(
  verification: Verification,
  { record, write }: { readonly record?: string | undefined; readonly write?: string | undefined },
  exchanges: readonly ObservedExchange[],
): Verification {
  try {
    if (record !== undefined) {
      const seen = exchanges.map((exchange) => ({ ...exchange, form: encodedForm(exchange) }));
      writeJson(record, { ...verification, exchanges: seen });
    }
    if (write !== undefined) writeSettings(write, verification.settings);
    return verification;
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return { ...verification, checks: [...verification.checks, failure('files', words)] };
  }
}

function timeLimitOf(seconds: string): number {
  if (!/^[1-9]\d{0,5}$/.test(seconds)) throw new Error('--time-limit takes seconds, such as 300');
  return Number(seconds) * 1000;
}

async function isConfirmed({ url, loginName }: SectigoAccount): Promise<boolean> {
  if (!process.stdin.isTTY)
    throw new Error('--test-orders asks before it begins: without a terminal it needs --yes');
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(`Place test orders (test=Y) at ${url} as ${loginName}? [y/N] `);
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}

/** Before anything is ordered: what was learnt must not be lost to a path. */
function checkPaths(files: readonly (string | undefined)[]): void {
  for (const file of files) {
    if (file !== undefined)
      accessSync(existsSync(file) ? file : path.dirname(path.resolve(file)), constants.W_OK);
  }
}
