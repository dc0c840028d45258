import { type ParameterNames } from '../tables/parameter-names.js';
import { PARAMETERS, type ParameterName } from '../tables/parameters.js';
import { type FormEntries, type FormLogin, type FormResult, LONE_SURROGATE, MASK } from '../wire/form.js';

/** The order's values. An absent or undefined value is not sent. */
export type OrderValues = {
  readonly [Name in Exclude<ParameterName, 'loginName' | 'loginPassword'>]?: string | undefined;
};

/** Asked for with every order: the URL-encoded reply names its fields, and only these two make it say all it knows. */
const REPLY_WISHES: { readonly [Name in ParameterName]?: string } = {
  showCertificateState: 'Y',
  showCertificateID: 'Y',
  responseFormat: '1',
};

/** The form of an order, its entries in the order of the parameter table. */
export function buildDocumentSigningForm(
  values: OrderValues,
  login: FormLogin,
  names: ParameterNames,
): FormResult {
  const given: { readonly [Name in ParameterName]?: string | null | undefined } = { ...values, ...login };
  const entries: [string, string][] = [];
  const faults: string[] = [];
  for (const { name } of PARAMETERS) {
    const value = given[name] ?? REPLY_WISHES[name];
    if (value === undefined) continue;
    if (!names.isEnabled(name)) faults.push(`${name} is not enabled`);
    else if (LONE_SURROGATE.test(value)) faults.push(`${name} is not well-formed Unicode`);
    else entries.push([names.wireNameOf(name), value]);
  }
  return faults.length > 0 ? { kind: 'faults', faults } : { kind: 'form', entries };
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
