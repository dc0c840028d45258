import { PARAMETERS, parameterNamed, type Parameter, type ParameterName } from './parameters.js';

/** The names in force: the table's own, as SECTIGO_PARAMETER_NAMES overrides them. */
export interface ParameterNames {
  /** Whether the parameter may be sent: an unconfirmed name only once the operator has named it. */
  isEnabled(name: ParameterName): boolean;
  wireNameOf(name: ParameterName): string;
  /** From a name as sent, in any case, back to its parameter: Sectigo's messages name arguments so. */
  parameterOf(wireName: string): Parameter | null;
}

export type ParameterNamesResult =
  | { readonly kind: 'names'; readonly names: ParameterNames }
  | { readonly kind: 'faults'; readonly faults: readonly string[] };

const WIRE_NAME = /^[A-Za-z][A-Za-z0-9]{0,63}$/;

/**
 * Reads SECTIGO_PARAMETER_NAMES. A key is a wire name of the table, the path of our field, or the last part of that
 * path where no other field shares it, looked up in this order; the value is the wire name to send instead. Faults
 * name keys only, never values.
 */
export function resolveParameterNames(setting: Readonly<Record<string, string>>): ParameterNamesResult {
  const overrides = new Map<ParameterName, string>();
  const faults: string[] = [];
  for (const [key, wireName] of Object.entries(setting)) {
    const found = parametersMeant(key);
    const [parameter] = found;
    if (parameter === undefined) faults.push(`${quote(key)} is neither a parameter nor a field`);
    else if (found.length > 1)
      faults.push(`${quote(key)} may mean ${found.map((one) => one.field).join(' or ')}`);
    else if (overrides.has(parameter.name))
      faults.push(`${quote(key)} names ${parameter.name} a second time`);
    else if (!WIRE_NAME.test(wireName)) faults.push(`${quote(key)} must be letters and digits, at most 64`);
    else overrides.set(parameter.name, wireName);
  }
  if (faults.length === 0) faults.push(...clashes(overrides));
  return faults.length > 0 ? { kind: 'faults', faults } : { kind: 'names', names: namesWith(overrides) };
}

/** The names of the published table, with nothing overridden and the unconfirmed ones disabled. */
export const PUBLISHED_NAMES: ParameterNames = namesWith(new Map());

function parametersMeant(key: string): readonly Parameter[] {
  const byName = PARAMETERS.filter((parameter) => parameter.name === key);
  if (byName.length > 0) return byName;
  const byField = PARAMETERS.filter((parameter) => parameter.field === key);
  if (byField.length > 0) return byField;
  return PARAMETERS.filter((parameter) => parameter.field?.split('.').at(-1) === key);
}

/** Compared without case: Sectigo's messages are read back that way, and its own names differ by more than case. */
function clashes(overrides: ReadonlyMap<ParameterName, string>): string[] {
  const faults: string[] = [];
  const taken = new Map<string, ParameterName>();
  for (const [name, wireName] of enabledNames(overrides)) {
    const other = taken.get(wireName.toLowerCase());
    if (other !== undefined) faults.push(`${other} and ${name} would be sent under one name`);
    taken.set(wireName.toLowerCase(), name);
  }
  return faults;
}

function enabledNames(overrides: ReadonlyMap<ParameterName, string>): [ParameterName, string][] {
  return PARAMETERS.filter(({ name, confirmed }) => confirmed || overrides.has(name)).map(({ name }) => [
    name,
    overrides.get(name) ?? name,
  ]);
}

function namesWith(overrides: ReadonlyMap<ParameterName, string>): ParameterNames {
  const enabled = new Map(enabledNames(overrides));
  const byWireName = new Map([...enabled].map(([name, wire]) => [wire.toLowerCase(), parameterNamed(name)]));
  return {
    isEnabled: (name) => enabled.has(name),
    wireNameOf: (name) => enabled.get(name) ?? name,
    parameterOf: (wireName) => byWireName.get(wireName.toLowerCase()) ?? null,
  };
}

function quote(key: string): string {
  return JSON.stringify(key.slice(0, 64));
}
