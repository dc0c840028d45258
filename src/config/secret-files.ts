import { readFileSync } from 'node:fs';
import { type Environment } from './environment.js';

export type Variables = Readonly<Record<string, string | undefined>>;

/** What may come from a file as well, named by the variable with `_FILE`: everything secret, and what says where to. */
export const FROM_FILES = [
  'DATABASE_URL',
  'DATABASE_DIRECT_URL',
  'REDIS_URL',
  'SECTIGO_URL',
  'SECTIGO_LOGIN_NAME',
  'SECTIGO_LOGIN_PASSWORD',
  'SECTIGO_PROXY_URL',
  'SECTIGO_PROXY_LOGIN',
  'OPERATOR_KEY',
  'ENCRYPTION_KEY',
  'OIDC_CLIENT_SECRET',
  'NOTIFICATION_PASSWORD',
  'METRICS_TOKEN',
  'OTEL_EXPORTER_OTLP_HEADERS',
] as const satisfies readonly (keyof Environment)[];

export interface Given {
  /** As they were set, and those from files with what the files say. */
  readonly variables: Variables;
  /** Which variables come from a file, with its path: also those whose file could not be read. */
  readonly files: ReadonlyMap<string, string>;
}

/** Empty variables are absent ones; empty files are faults, because somebody meant them to be something. */
export function readSecretFiles(set: Variables, faults: string[]): Given {
  const present = Object.entries(set).filter(([, value]) => value !== undefined && value !== '');
  const variables: Record<string, string | undefined> = Object.fromEntries(present);
  const files = new Map<string, string>();
  for (const name of FROM_FILES) {
    const path = variables[`${name}_FILE`];
    if (path === undefined) continue;
    if (variables[name] !== undefined) faults.push(`${name} and ${name}_FILE are both set: only one may be`);
    files.set(name, path);
    variables[name] = readSecret(path, `${name}_FILE`, faults);
  }
  return { variables, files };
}

export function readFile(path: string, name: string, faults: string[]): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    faults.push(`${name} names a file that cannot be read`);
    return undefined;
  }
}

/** Without the line end that editors and `echo` put there. */
function readSecret(path: string, name: string, faults: string[]): string | undefined {
  const secret = readFile(path, name, faults)?.replace(/\r?\n$/, '');
  if (secret !== '') return secret;
  faults.push(`${name} names a file that is empty`);
  return undefined;
}
