import { type Config, ConfigError } from '../../src/config/config.js';
import { readConfig } from '../../src/config/read-config.js';

export type Variables = Record<string, string | undefined>;

/** An account that is complete, for tests of everything else. */
export const LOGIN = {
  SECTIGO_URL: 'https://secure.example/products/',
  SECTIGO_LOGIN_NAME: 'reseller',
  SECTIGO_LOGIN_PASSWORD: 'pa ss',
};

/** What a reader of the configuration finds wrong with an environment. */
export function faultsOf(
  variables: Variables,
  read: (from: Variables) => Config = readConfig,
): readonly string[] {
  try {
    read(variables);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}

/** The names at the start of the faults. */
export const namesOf = (variables: Variables, read?: (from: Variables) => Config): string[] =>
  faultsOf(variables, read).map((fault) => fault.split(' ')[0] ?? '');
