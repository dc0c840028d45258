import { type ErrorCatalogue, type ErrorEntry, UNRECOGNISED } from './error-codes.js';
import { traitsOf } from './error-row.js';
import { type ParameterNames } from './parameter-names.js';
import { type Parameter } from './parameters.js';

/** An error as Sectigo sent it. */
export interface SectigoError {
  readonly code: number;
  readonly message: string | null;
  readonly item: string | null;
}

export interface ErrorMatch {
  readonly entry: ErrorEntry;
  /** The argument that Sectigo named, spelled as the table spells it, or as Sectigo did when the table lacks it. */
  readonly argument: string | null;
  /** The path of our field for that argument, or null if it is not a caller's field. */
  readonly argumentField: string | null;
}

/** The errors whose blame depends on whose argument it is: only a caller can mend a field of the caller. */
const ABOUT_AN_ARGUMENT: ReadonlySet<string> = new Set([
  'sectigo-argument-missing',
  'sectigo-argument-invalid',
]);

/** By number first, then by unmistakable words, else unrecognised. */
export function matchError(
  error: SectigoError,
  catalogue: ErrorCatalogue,
  names: Pick<ParameterNames, 'parameterOf'>,
): ErrorMatch {
  const named = namedArgument(error, names);
  const argument = named === null ? null : typeof named === 'string' ? named : named.name;
  const argumentField = named === null || typeof named === 'string' ? null : named.field;
  const entry = catalogue.byCode.get(error.code) ?? entryByWords(error.message, catalogue);
  const blamesUs = ABOUT_AN_ARGUMENT.has(entry.problem) && argumentField === null;
  return {
    entry: blamesUs ? { ...entry, problem: 'gateway-defect', ...traitsOf('gateway-defect') } : entry,
    argument,
    argumentField,
  };
}

/** Of a command that is no order: every argument is ours, also those with a name that an order has for a field of the caller. */
export function matchOwnError(error: SectigoError, catalogue: ErrorCatalogue): ErrorMatch {
  return matchError(error, catalogue, { parameterOf: () => null });
}

/**
 * Of a command without a CSR and an address. It has nothing that a caller could mend, so a number that says so of an
 * order must mean something else, as -18 and -35 do elsewhere.
 */
export function matchErrorWithoutOrder(error: SectigoError, catalogue: ErrorCatalogue): ErrorMatch {
  const match = matchOwnError(error, catalogue);
  return match.entry.disposition === 'reject' ? { ...match, entry: UNRECOGNISED } : match;
}

/**
 * Several rows may share their words. They must agree on the problem, or it is unrecognised, except that one which
 * leaves the outcome open wins over all others: a wrong "refused" could buy twice, a wrong "unknown" costs a look.
 */
function entryByWords(message: string | null, catalogue: ErrorCatalogue): ErrorEntry {
  if (message === null) return UNRECOGNISED;
  const found = catalogue.entries.filter(({ code, words }) => code === null && words?.test(message) === true);
  const open = found.find(({ disposition }) => disposition === 'unknown');
  if (open !== undefined) return open;
  const [first, ...others] = found;
  if (first === undefined || others.some(({ problem }) => problem !== first.problem)) return UNRECOGNISED;
  return first;
}

const NAME = /^[A-Za-z][A-Za-z0-9_]{0,63}$/;
/**
 * "The value of the 'countryName' argument is invalid!", "'xxxx' is an unrecognised argument!". Not "'xx' is not a
 * valid ISO-3166 country!": that quotes a value.
 */
const QUOTED_ARGUMENTS = [
  /['"‘“]([A-Za-z][A-Za-z0-9_]{0,63})['"’”] (?:argument|parameter)\b/i,
  /['"‘“]([A-Za-z][A-Za-z0-9_]{0,63})['"’”] is an unrecogni[sz]ed (?:argument|parameter)\b/i,
];

/** The parameter that Sectigo names, or the name alone when we have none of that name, or null. */
function namedArgument(
  { message, item }: SectigoError,
  names: Pick<ParameterNames, 'parameterOf'>,
): Parameter | string | null {
  const quoted = QUOTED_ARGUMENTS.map((pattern) => pattern.exec(message ?? '')?.[1]);
  const candidates = [item ?? undefined, ...quoted].filter((name) => name !== undefined && NAME.test(name));
  const known = candidates
    .map((name) => names.parameterOf(name ?? ''))
    .find((parameter) => parameter !== null);
  return known ?? candidates[0] ?? null;
}
