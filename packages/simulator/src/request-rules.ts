import { type ValueRule } from './accepted-parameters.js';
import { type AccountSettings } from './account.js';
import { LOGIN_MESSAGE, type Refusal } from './error-rows.js';
import { type FormField } from './form-body.js';
import { checkValue } from './value-rules.js';

/** Argument → value; those that are absent or empty are not in it. */
export function valuesOf(fields: readonly FormField[]): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const { name, value } of fields) {
    if (value !== null && value !== '' && !values.has(name)) values.set(name, value);
  }
  return values;
}

/** The first value that breaks its rule. */
export function checkValues(
  rules: Readonly<Record<string, ValueRule>>,
  values: ReadonlyMap<string, string>,
): Refusal | null {
  for (const [name, rule] of Object.entries(rules)) {
    const value = values.get(name);
    const refusal = value === undefined ? null : checkValue({ name, rule }, value);
    if (refusal !== null) return refusal;
  }
  return null;
}

/** The rules of a login, the same for every command. */
export function checkLogin(
  {
    loginName,
    loginPassword,
  }: { readonly loginName: string | undefined; readonly loginPassword: string | undefined },
  account: AccountSettings,
): Refusal | null {
  if (loginName === undefined) return { row: 3, subject: 'loginName' };
  if (loginPassword === undefined) return { row: 3, subject: 'loginPassword' };
  const correct = loginName === account.loginName && loginPassword === account.loginPassword;
  return correct && !account.locked ? null : { row: 16, message: LOGIN_MESSAGE };
}

/** A repeated argument has no one value, so it is an invalid value; so is one that cannot be decoded. */
export function checkNames(fields: readonly FormField[], known: ReadonlySet<string | null>): Refusal | null {
  const unknown = fields.find(({ name }) => !known.has(name));
  if (unknown !== undefined) return { row: 2, subject: unknown.name };
  const unusable = fields.find(
    ({ name, value }, index) => value === null || fields.findIndex((other) => other.name === name) !== index,
  );
  return unusable === undefined ? null : { row: 4, subject: unusable.name };
}
