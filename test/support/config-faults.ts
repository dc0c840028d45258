import { ConfigError } from '../../src/config/config.js';
import { readConfig } from '../../src/config/read-config.js';

export type Variables = Record<string, string | undefined>;

/** A login that is complete, for tests of everything else. */
export const LOGIN = { SECTIGO_LOGIN_NAME: 'reseller', SECTIGO_LOGIN_PASSWORD: 'pa ss' };

/** What `readConfig` finds wrong with an environment. */
export function faultsOf(variables: Variables): readonly string[] {
  try {
    readConfig(variables);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}

/** The names at the start of the faults. */
export const namesOf = (variables: Variables): string[] =>
  faultsOf(variables).map((fault) => fault.split(' ')[0] ?? '');
