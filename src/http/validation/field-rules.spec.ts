import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyText } from '../../../test/support/any-text.js';
import {
  base64,
  country,
  email,
  type FieldRule,
  flag,
  integer,
  language,
  lines,
  matching,
  money,
  oneOf,
  text,
  time,
} from './field-rules.js';

/** Any value but a string. */
const NO_TEXT = [undefined, null, 1, true, {}, [], ['text']];
const code = (rule: FieldRule, value: unknown): string | undefined => rule(value)?.code;

/** One rule with accepted values, and refused values by code. */
function table(rule: FieldRule, passes: readonly unknown[], refuses: readonly [string, unknown][]): void {
  it.each(passes.map((value) => [value]))('takes %j', (value) => {
    expect(rule(value)).toBeUndefined();
  });
  it.each(refuses)('refuses with %s: %j', (expected, value) => {
    expect(code(rule, value)).toBe(expected);
  });
}

const wrongTypes = (expected = 'invalid-type'): [string, unknown][] =>
  NO_TEXT.map((value) => [expected, value]);

describe('text', () => {
  table(
    text({ max: 5 }),
    ['a', 'abcde', ' a ', 'é☃𝄞', '𝄞𝄞𝄞𝄞𝄞', "'; --", '<b>'],
    [
      ...wrongTypes(),
      ['blank', ''],
      ['blank', '  '],
      ['blank', '\u00a0'],
      ['too-long', 'abcdef'],
      ['too-long', '𝄞𝄞𝄞𝄞𝄞𝄞'],
      ['control-character', 'a\nb'],
      ['control-character', 'a\tb'],
      ['control-character', 'a\0'],
      ['control-character', 'a\x7f'],
      ['control-character', 'a\u0085'],
      ['malformed-unicode', 'a\ud800'],
      ['malformed-unicode', '\udc00a'],
    ],
  );

  it('may be empty where it need not say anything', () => {
    expect(text({ min: 0, max: 3 })('')).toBeUndefined();
    expect(text({ min: 0, max: 3 })('   ')).toBeUndefined();
    expect(code(text({ min: 0, max: 3 }), '    ')).toBe('too-long');
  });
});

describe('email', () => {
  table(
    email(30),
    ['a@example.com', 'john.doe+tag@sub.example.co.uk', "o'neill@example.com"],
    [
      ...wrongTypes(),
      ['blank', ' '],
      ['too-long', `${'a'.repeat(20)}@example.com`],
      ['control-character', 'a@example.com\n'],
      ...['a', 'a@', '@example.com', 'a@b', 'a b@example.com', 'a@example.com, b@example.com', 'none'].map(
        (value): [string, string] => ['email-invalid', value],
      ),
      ['email-invalid', 'Jane <a@example.com>'],
    ],
  );
});

describe('country', () => {
  table(
    country,
    ['US', 'DE', 'GB', 'ZW'],
    [
      ...wrongTypes(),
      ...['', 'us', 'USA', 'U', 'XX', 'UK', 'ZZ', ' US', 'US\n'].map((value): [string, string] => [
        'country-invalid',
        value,
      ]),
    ],
  );
});

describe('language', () => {
  table(
    language,
    ['en', 'de', 'zh'],
    [
      ...wrongTypes(),
      ['blank', ''],
      ['too-long', 'eng'],
      ...['EN', 'xx', 'e', 'qq'].map((value): [string, string] => ['language-invalid', value]),
    ],
  );
});

describe('a pattern', () => {
  table(
    matching(9, /^\d+$/, 'must be digits'),
    ['1', '123456789'],
    [...wrongTypes(), ['blank', ''], ['too-long', '1234567890'], ['invalid-value', '12a']],
  );
});

describe('base64', () => {
  table(
    base64(12),
    ['YQ==', 'YWI=', 'YWJj', 'YWJj\r\nYWJj', 'a+/9', 'YWJjYWJjYWJj'],
    [
      ...wrongTypes(),
      ['blank', ''],
      ['blank', '\n'],
      ['too-long', 'YWJjYWJjYWJjYQ=='],
      ...['YQ', 'YQ=', 'Y', 'YW Jj', 'YWJ_', 'YW-j', 'YQ==YQ==', '====', 'é==='].map(
        (value): [string, string] => ['not-base64', value],
      ),
    ],
  );

  it('takes what any bytes are encoded as', () => {
    const rule = base64(10_000);
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), (bytes) => {
        expect(rule(Buffer.from(bytes).toString('base64'))).toBeUndefined();
      }),
    );
  });
});

describe('lines', () => {
  table(
    lines(12),
    ['a', 'a\nb', 'a\r\nb\r\n', 'a\tb', '𝄞'.repeat(12)],
    [
      ...wrongTypes(),
      ['blank', ''],
      ['blank', '\r\n\t '],
      ['too-long', 'a'.repeat(13)],
      ['control-character', 'a\0'],
      ['control-character', 'a\x0b'],
      ['control-character', '\u001b[31m'],
      ['malformed-unicode', 'a\ud800'],
    ],
  );
});

describe('a flag', () => {
  table(
    flag,
    [true, false],
    ['true', 'Y', 1, 0, null, undefined, {}].map((value) => ['invalid-type', value]),
  );
});

describe('an integer', () => {
  table(
    integer(1, 200),
    [1, 200, 1.0],
    [
      ...['1', true, null, undefined, 1.5, Number.NaN, Number.POSITIVE_INFINITY, [1]].map(
        (value): [string, unknown] => ['invalid-type', value],
      ),
      ['out-of-range', 0],
      ['out-of-range', 201],
      ['out-of-range', -1],
      ['out-of-range', 1e21],
    ],
  );
});

describe('one of a list', () => {
  table(
    oneOf(['a', 'b', 365]),
    ['a', 'b', 365],
    ['A', 'c', '', '365', 366, null, undefined, ['a'], {}].map((value) => ['invalid-value', value]),
  );

  it('names the list', () => {
    expect(oneOf(['a', 'b'])('c')?.detail).toBe('must be a or b');
  });
});

describe('money', () => {
  table(
    money,
    ['0', '210', '210.5', '210.00', '999999999.99'],
    [210, '', '-1', '+1', '1.', '.5', '1.234', '1,00', '1e3', '1 ', '1234567890', 'NaN', null].map(
      (value) => ['invalid-value', value],
    ),
  );
});

describe('a time', () => {
  table(
    time,
    [
      '2026-11-22T09:30:00Z',
      '2026-11-22t09:30:00z',
      '2026-11-22T09:30:00.123456789+01:00',
      '2028-02-29T00:00:00-05:30',
    ],
    [
      ...['2026-11-22', '2026-11-22T09:30Z', '2026-11-22T09:30:00', '2026-11-22 09:30:00Z', 'now', ''],
      ...['2026-02-30T00:00:00Z', '2026-02-29T00:00:00Z', '2026-13-01T00:00:00Z', '2026-00-10T00:00:00Z'],
      ...[
        '2026-11-00T00:00:00Z',
        '2026-11-22T25:00:00Z',
        '2026-11-22T09:60:00Z',
        '2026-11-22T09:30:00+25:00',
      ],
      ...[1, null, undefined, new Date(0)],
    ].map((value) => ['time-invalid', value]),
  );
});

describe('any rule', () => {
  const plain = { country, flag, language, money, time };
  const limited = { base64: base64(9), email: email(9), lines: lines(9), text: text({ max: 9 }) };
  const rules = { ...plain, ...limited, integer: integer(1, 9), oneOf: oneOf(['a']) };

  it.each(Object.entries(rules))('%s never throws and never quotes the value', (_, rule) => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), anyText()), (value) => {
        const { code, detail } = rule(value) ?? { code: 'passes', detail: '' };
        expect(code).toMatch(/^[a-z0-9-]+$/);
        expect(rule(`s3cret ${code}`)?.detail).not.toContain('s3cret');
        expect(detail).not.toContain('\n');
      }),
    );
  });
});
