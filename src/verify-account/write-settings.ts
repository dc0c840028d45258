import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type LearntSettings } from './verify-account.js';

const CODES_FILE = 'sectigo-error-codes.json';

/**
 * Puts what was learnt into an env file, and error codes into the file that it names, or one beside it. What was not learnt
 * stays as it was, and so does what an operator knows besides.
 */
export function writeSettings(file: string, settings: LearntSettings): void {
  const env = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const codesFile =
    valueIn(env, 'SECTIGO_ERROR_CODES_FILE') ?? path.join(path.dirname(path.resolve(file)), CODES_FILE);
  if (settings.SECTIGO_ERROR_CODES_FILE !== null) {
    writeJson(codesFile, mergedCodes(rowsIn(codesFile), settings.SECTIGO_ERROR_CODES_FILE));
  }
  writeFileSync(file, withSettings(env, settings, codesFile), { mode: 0o600 });
}

/** For the owner alone: it may hold what customers ordered. */
export function writeJson(file: string, value: unknown): void {
  writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
}

/** The lines of an env file with what was learnt in place of what they said before. */
export function withSettings(env: string, settings: LearntSettings, codesFile: string): string {
  const interval = settings.RECONCILE_INTERVAL_MS;
  const learnt: Record<string, string | null> = {
    SECTIGO_PARAMETER_NAMES: mergedNames(
      valueIn(env, 'SECTIGO_PARAMETER_NAMES'),
      settings.SECTIGO_PARAMETER_NAMES,
    ),
    SECTIGO_ERROR_CODES_FILE: settings.SECTIGO_ERROR_CODES_FILE && codesFile,
    SECTIGO_FOREIGN_ORDER_NUMBER: settings.SECTIGO_FOREIGN_ORDER_NUMBER,
    RECONCILE_INTERVAL_MS: interval === null ? null : String(interval),
  };
  const given = Object.entries(learnt).filter(([, value]) => value !== null);
  const kept = env.split(/\r?\n/).filter((line) => !given.some(([name]) => lineOf(name).test(line)));
  while (kept.at(-1) === '') kept.pop();
  return [...kept, ...given.map(([name, value]) => `${name}=${value}`), ''].join('\n');
}

const lineOf = (name: string): RegExp => new RegExp(`^\\s*(?:export\\s+)?${name}\\s*=\\s*(.*?)\\s*$`);

function valueIn(env: string, name: string): string | null {
  const values = env.split(/\r?\n/).flatMap((line) => lineOf(name).exec(line)?.[1] ?? []);
  return values.at(-1)?.replace(/^(['"])(.*)\1$/, '$2') || null;
}

function mergedNames(before: string | null, names: LearntSettings['SECTIGO_PARAMETER_NAMES']): string | null {
  const learnt = Object.entries(names ?? {}).filter(([, name]) => name !== null);
  if (learnt.length === 0) return null;
  return JSON.stringify({ ...(jsonIn(before) as object | null), ...Object.fromEntries(learnt) });
}

/** An operator's row wins over what was learnt of the same number. */
function mergedCodes(before: readonly unknown[], learnt: readonly unknown[]): unknown[] {
  const codeOf = (row: unknown): unknown => (row as { readonly code?: unknown } | null)?.code;
  return [...before, ...learnt.filter((row) => !before.some((one) => codeOf(one) === codeOf(row)))];
}

function rowsIn(file: string): readonly unknown[] {
  const rows = existsSync(file) ? jsonIn(readFileSync(file, 'utf8')) : null;
  return Array.isArray(rows) ? rows : [];
}

function jsonIn(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
