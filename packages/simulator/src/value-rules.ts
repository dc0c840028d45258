import { assertNever } from './assert-never.js';
import { type AcceptedParameter } from './accepted-parameters.js';
import { COUNTRY_CODES } from './country-codes.js';
import { type Refusal } from './error-rows.js';

const EMAIL = /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/;
const LANGUAGES = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });

/** Null when the value is acceptable on its own. */
export function checkValue(
  { name, rule }: Pick<AcceptedParameter, 'name' | 'rule'>,
  value: string,
): Refusal | null {
  const invalid: Refusal = { row: 4, subject: name };
  switch (rule.kind) {
    case 'text':
      return lengthOf(value) <= rule.maxLength ? null : invalid;
    case 'email':
      if (lengthOf(value) > rule.maxLength) return invalid;
      return EMAIL.test(value) || (rule.orNone && value === 'none') ? null : { row: 25, subject: name };
    case 'choice':
      return rule.values.includes(value) ? null : invalid;
    case 'pattern':
      return lengthOf(value) <= rule.maxLength && rule.pattern.test(value) ? null : invalid;
    case 'country':
      return COUNTRY_CODES.has(value) ? null : { row: 7, subject: value };
    case 'language':
      return /^[a-z]{2}$/.test(value) && LANGUAGES.of(value) !== undefined ? null : invalid;
    default:
      return assertNever(rule);
  }
}

/** Characters as a person counts code points, not UTF-16 units. */
function lengthOf(value: string): number {
  return Array.from(value).length;
}
