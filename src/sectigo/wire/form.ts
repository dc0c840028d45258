import { type ParameterNames } from '../tables/parameter-names.js';
import { PARAMETERS, type ParameterName } from '../tables/parameters.js';

export type FormEntries = readonly (readonly [name: string, value: string])[];

/** Who orders. A client certificate does not travel in the form, so its user sends the login name alone. */
export interface FormLogin {
  readonly loginName: string;
  readonly loginPassword: string | null;
}

/** What is ordered. A value that is absent or undefined is not sent at all. */
export type OrderValues = {
  readonly [Name in Exclude<ParameterName, 'loginName' | 'loginPassword'>]?: string | undefined;
};

export type FormResult =
  | { readonly kind: 'form'; readonly entries: FormEntries }
  | { readonly kind: 'faults'; readonly faults: readonly string[] };

/** Half of a UTF-16 pair: UTF-8 has no bytes for it, so it would arrive as another character than was ordered. */
const LONE_SURROGATE = /\p{Surrogate}/u;

export const MASK = '********';

/** Asked for with every order: the URL-encoded reply names its fields, and only these two make it say all it knows. */
const REPLY_WISHES: OrderValues = { showCertificateState: 'Y', showCertificateID: 'Y', responseFormat: '1' };

/** The form of an order, its entries in the order of the parameter table. */
export function buildDocumentSigningForm(
  values: OrderValues,
  login: FormLogin,
  names: ParameterNames,
): FormResult {
  const all: Partial<Record<ParameterName, string | null | undefined>> = {
    ...REPLY_WISHES,
    ...values,
    ...login,
  };
  const entries: [string, string][] = [];
  const faults: string[] = [];
  for (const { name } of PARAMETERS) {
    const value = all[name];
    if (value === undefined || value === null) continue;
    if (!names.isEnabled(name)) faults.push(`${name} is not enabled`);
    else if (LONE_SURROGATE.test(value)) faults.push(`${name} is not well-formed Unicode`);
    else entries.push([names.wireNameOf(name), value]);
  }
  return faults.length > 0 ? { kind: 'faults', faults } : { kind: 'form', entries };
}

/** `application/x-www-form-urlencoded` in UTF-8, as URLSearchParams writes it: a space is `+`, a line end stays itself. */
export function encodeForm(entries: FormEntries): string {
  for (const [name, value] of entries) {
    if (LONE_SURROGATE.test(name) || LONE_SURROGATE.test(value)) {
      throw new TypeError('A form can hold well-formed Unicode only');
    }
  }
  return new URLSearchParams(entries.map(([name, value]): [string, string] => [name, value])).toString();
}

/** The same entries, fit for a person's eyes. */
export function maskForm(entries: FormEntries, names: ParameterNames): FormEntries {
  const password = names.wireNameOf('loginPassword');
  return entries.map(([name, value]) => [name, name === password ? MASK : value]);
}

/** The entries without the password, so that a digest of them cannot be used to guess it. */
export function withoutPassword(entries: FormEntries, names: ParameterNames): FormEntries {
  const password = names.wireNameOf('loginPassword');
  return entries.filter(([name]) => name !== password);
}

/** The entries that have a value; half of a UTF-16 pair would arrive as another character than was meant. */
export function formOfGiven(entries: readonly (readonly [string, string | null | undefined])[]): FormResult {
  const given = entries.filter((entry): entry is [string, string] => (entry[1] ?? '') !== '');
  const malformed = given.filter(([, value]) => /\p{Surrogate}/u.test(value));
  return malformed.length > 0
    ? { kind: 'faults', faults: malformed.map(([name]) => `${name} is not well-formed Unicode`) }
    : { kind: 'form', entries: given };
}
