import { isBase64, isEmail, isISO31661Alpha2, isISO6391 } from 'class-validator';
import { type Refusal } from '../../shared/gateway-error.js';
import { type IdPrefix, isId } from '../../shared/ids.js';
import { parseSequenceId } from '../../shared/sequence-id.js';
import { hasVisibleCharacter, isLongerThan, type TextFlaw, textFlaw } from '../../shared/unicode-text.js';

/** A pure check of one value; `undefined` means valid. */
export interface FieldRule {
  (value: unknown): Refusal | undefined;
  /** As much of the rule as JSON Schema can say, for OpenAPI: what callers' tools can check by themselves. */
  readonly schema?: Readonly<Record<string, unknown>>;
}

const documented = (schema: Readonly<Record<string, unknown>>, rule: FieldRule): FieldRule =>
  Object.assign((value: unknown) => rule(value), { schema });

const refuse = (code: string, detail: string): Refusal => ({ code, detail });

const FLAW_DETAILS: Readonly<Record<TextFlaw, string>> = {
  'control-character': 'must not have control characters',
  'malformed-unicode': 'must be well-formed Unicode',
  'replacement-character': 'must not contain U+FFFD, which stands for a lost character',
  noncharacter: 'must not have noncharacters',
  'bidi-control': 'must not contain controls that change the direction of text',
};

export interface TextLimits {
  readonly min?: number;
  /** In characters (Unicode code points), as Sectigo counts. */
  readonly max: number;
}

/** A line of text that says something, in characters that arrive as they were meant. */
export function text({ min = 1, max }: TextLimits): FieldRule {
  return documented({ type: 'string', minLength: min, maxLength: max }, (value) => {
    if (typeof value !== 'string') return refuse('invalid-type', 'must be a string');
    if (min > 0 && value.trim() === '') return refuse('blank', 'must not be blank');
    if (isLongerThan(value, max)) return refuse('too-long', `must have at most ${max} characters`);
    const flaw = textFlaw(value);
    if (flaw) return refuse(flaw, FLAW_DETAILS[flaw]);
    return min === 0 || hasVisibleCharacter(value)
      ? undefined
      : refuse('nothing-visible', 'must have a visible character');
  });
}

/** A line of text that also satisfies a test. */
function special(
  schema: Readonly<Record<string, unknown>> & { readonly maxLength: number },
  passes: (value: string) => boolean,
  refusal: Refusal,
): FieldRule {
  const line = text({ max: schema.maxLength });
  return documented(
    { type: 'string', ...schema },
    (value) => line(value) ?? (passes(value as string) ? undefined : refusal),
  );
}

/** Invisible in an address, but mail to it goes elsewhere. */
const UNSEEN = /[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cf}]/u;

export const email = (max: number): FieldRule =>
  special(
    { format: 'email', maxLength: max },
    (value) => isEmail(value) && !UNSEEN.test(value),
    refuse('email-invalid', 'must be an e-mail address'),
  );

export const country = documented({ type: 'string', pattern: '^[A-Z]{2}$' }, (value) => {
  if (typeof value !== 'string') return refuse('invalid-type', 'must be a string');
  return /^[A-Z]{2}$/.test(value) && isISO31661Alpha2(value)
    ? undefined
    : refuse('country-invalid', 'must be an ISO 3166-1 alpha-2 code in capital letters');
});

export const language = special(
  { pattern: '^[a-z]{2}$', maxLength: 2 },
  (value) => /^[a-z]{2}$/.test(value) && isISO6391(value),
  refuse('language-invalid', 'must be an ISO 639-1 code in lower-case letters'),
);

export const matching = (max: number, pattern: RegExp, detail: string): FieldRule =>
  special(
    { pattern: pattern.source, maxLength: max },
    (value) => pattern.test(value),
    refuse('invalid-value', detail),
  );

/** base64 on one line or wrapped, with its padding. */
export const base64 = (max: number): FieldRule =>
  documented({ type: 'string', minLength: 1, maxLength: max }, (value) => {
    if (typeof value !== 'string') return refuse('invalid-type', 'must be a string');
    if (value.trim() === '') return refuse('blank', 'must not be blank');
    if (value.length > max) return refuse('too-long', `must have at most ${max} characters`);
    return isBase64(value.replace(/[\r\n]/g, '')) ? undefined : refuse('not-base64', 'must be base64');
  });

/** A document of printable lines, such as PEM. */
export const lines = (max: number): FieldRule =>
  documented({ type: 'string', minLength: 1, maxLength: max }, (value) => {
    if (typeof value !== 'string') return refuse('invalid-type', 'must be a string');
    if (value.trim() === '') return refuse('blank', 'must not be blank');
    if (isLongerThan(value, max)) return refuse('too-long', `must have at most ${max} characters`);
    if (/\p{Cc}/u.test(value.replace(/[\r\n\t]/g, ''))) {
      return refuse('control-character', 'must not have control characters but line ends');
    }
    return value.isWellFormed() ? undefined : refuse('malformed-unicode', 'must be well-formed Unicode');
  });

export const flag = documented({ type: 'boolean' }, (value) =>
  typeof value === 'boolean' ? undefined : refuse('invalid-type', 'must be true or false'),
);

export function integer(min: number, max: number): FieldRule {
  return documented({ type: 'integer', minimum: min, maximum: max }, (value) => {
    if (typeof value !== 'number' || !Number.isInteger(value))
      return refuse('invalid-type', 'must be an integer');
    return value >= min && value <= max ? undefined : refuse('out-of-range', `must be from ${min} to ${max}`);
  });
}

export function oneOf(values: readonly (string | number)[]): FieldRule {
  const type = typeof values[0] === 'number' ? 'integer' : 'string';
  return documented({ type, enum: values }, (value) =>
    values.includes(value as string) ? undefined : refuse('invalid-value', `must be ${values.join(' or ')}`),
  );
}

/** Some of these values, each as often as you like. */
export const someOf = (values: readonly string[], detail: string): FieldRule =>
  documented({ enum: values, isArray: true }, (value) =>
    Array.isArray(value) && value.every((one) => values.includes(one as string))
      ? undefined
      : refuse('invalid-value', detail),
  );

/** Kinds of ids that count; the others are random. */
const NUMBERED: readonly IdPrefix[] = ['evt', 'dlv', 'aud', 'ntf', 'txt'];

/** An id of this kind, whether or not anything has it. */
export function idOf(prefix: IdPrefix, code: string, detail: string): FieldRule {
  const isOne = (value: string): boolean =>
    NUMBERED.includes(prefix) ? parseSequenceId(prefix, value) !== undefined : isId(prefix, value);
  return documented({ type: 'string' }, (value) =>
    typeof value === 'string' && isOne(value) ? undefined : refuse(code, detail),
  );
}

const MONEY = /^\d{1,9}(\.\d{1,2})?$/;

/** A non-negative amount of money with at most two decimals, as a decimal string. */
export const money = documented({ type: 'string', pattern: MONEY.source }, (value) =>
  typeof value === 'string' && MONEY.test(value)
    ? undefined
    : refuse('invalid-value', 'must be an amount such as "210.00"'),
);

const RFC_3339 = /^(\d{4}-\d{2}-)(\d{2})T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/i;

/** Years that Postgres and JavaScript write the same: there is no year 0, and none of five digits. */
const EARLIEST_MS = Date.parse('0001-01-01T00:00:00Z');
const LATEST_MS = Date.parse('9999-12-31T23:59:59.999Z');

/** An RFC 3339 time with an offset, on a day that exists: `Date` would take 30 February for a day in March. */
export const time = documented({ type: 'string', format: 'date-time' }, (value) => {
  const [, month = '', day = ''] = typeof value === 'string' ? (RFC_3339.exec(value) ?? []) : [];
  const exists = month !== '' && new Date(`${month}${day}T00:00:00Z`).getUTCDate() === Number(day);
  const ms = exists ? Date.parse(value as string) : Number.NaN;
  return ms >= EARLIEST_MS && ms <= LATEST_MS
    ? undefined
    : refuse('time-invalid', 'must be an RFC 3339 time such as 2026-11-22T09:30:00Z, in the years 1 to 9999');
});
