import { ACCEPTED_PARAMETERS, wireNameOf, type ParameterNames } from './accepted-parameters.js';
import { type AccountSettings } from './account.js';
import {
  complaint,
  ControlInputError,
  readArray,
  readBoolean,
  readEntries,
  readInteger,
  readObject,
  readOneOf,
  readString,
  refuseUnknownMembers,
} from './control-input.js';
import { ERROR_ROWS } from './error-rows.js';
import { amountOf, centsOf } from './money.js';

type Writable<T> = { -readonly [K in keyof T]: T[K] };
type Setter = (value: unknown, name: string) => Partial<Writable<AccountSettings>>;

const readAmount = (value: unknown, name: string): number => {
  const cents = centsOf(readString(value, name));
  if (cents === null) throw complaint(name, 'an amount such as "210.00"');
  return cents;
};

/** The members of `PUT /control/account`; absent ones stay unchanged. */
const SETTERS: Readonly<Record<string, Setter>> = {
  loginName: (value, name) => ({ loginName: readString(value, name) }),
  password: (value, name) => ({ loginPassword: readString(value, name) }),
  locked: (value, name) => ({ locked: readBoolean(value, name) }),
  code: (value, name) => ({ code: readOneOf(0, 1)(value, name) }),
  credit: (value, name) => ({ creditCents: value === null ? null : readAmount(value, name) }),
  currency: (value, name) => ({ currency: readString(value, name) }),
  prices: (value, name) => ({ pricesCents: new Map(readEntries(readAmount)(value, name)) }),
  compromisedKeys: (value, name) => ({
    compromisedKeys: new Set(readArray(value, name).map((entry) => readFingerprint(entry, name))),
  }),
  parameterNames: (value, name) => ({ parameterNames: readParameterNames(value, name) }),
  errorCodes: (value, name) => ({
    errorCodes: readRows(value, name, ERROR_ROWS.length, readInteger(-999_999, -1)),
  }),
  foreignOrderNumbers: (value, name) => ({ foreignOrderNumbers: readBoolean(value, name) }),
  reportDelayMs: (value, name) => ({ reportDelayMs: readInteger(0, 86_400_000)(value, name) }),
};

export function readAccountChanges(value: unknown): Partial<AccountSettings> {
  const input = readObject(value, 'account');
  refuseUnknownMembers(input, Object.keys(SETTERS));
  return Object.assign(
    {},
    ...Object.entries(input).map(([name, entry]) => SETTERS[name]?.(entry, name)),
  ) as Partial<AccountSettings>;
}

/** The account as the control API shows it: in the shape that it accepts, without the password. */
export function accountView(settings: AccountSettings): object {
  return {
    loginName: settings.loginName,
    locked: settings.locked,
    code: settings.code,
    credit: settings.creditCents === null ? null : amountOf(settings.creditCents),
    currency: settings.currency,
    prices: Object.fromEntries(
      [...settings.pricesCents].map(([product, cents]) => [product, amountOf(cents)]),
    ),
    compromisedKeys: [...settings.compromisedKeys],
    parameterNames: Object.fromEntries(settings.parameterNames),
    errorCodes: Object.fromEntries(settings.errorCodes),
    foreignOrderNumbers: settings.foreignOrderNumbers,
    reportDelayMs: settings.reportDelayMs,
  };
}

function readFingerprint(value: unknown, name: string): string {
  const fingerprint = readString(value, name).toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(fingerprint)) throw complaint(name, 'SHA-256 fingerprints in hex');
  return fingerprint;
}

function readParameterNames(value: unknown, name: string): ParameterNames {
  const names = readRows(value, name, ACCEPTED_PARAMETERS.length, readString);
  const inUse = ACCEPTED_PARAMETERS.map((parameter) => wireNameOf(parameter, names)).filter(
    (wire) => wire !== null,
  );
  if (new Set(inUse).size < inUse.length)
    throw new ControlInputError(`'${name}' gives two rows the same name`);
  return names;
}

/** An object from row number to value. */
function readRows<T>(
  value: unknown,
  name: string,
  rowCount: number,
  read: (value: unknown, name: string) => T,
): ReadonlyMap<number, T> {
  return new Map(
    readEntries(read)(value, name).map(([key, entry]) => [
      readInteger(1, rowCount)(Number(key), `${name}.${key}`),
      entry,
    ]),
  );
}
