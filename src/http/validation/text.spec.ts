import { describe, expect, it } from '@jest/globals';
import { email, text } from './field-rules.js';

const rule = text({ max: 64 });
const code = (value: string): string | undefined => rule(value)?.code;

describe('a line of text', () => {
  it.each([
    ['a zero-width space', '\u200b'],
    ['zero-width joiners and blanks', ' \u200d\u200c '],
    ['a word joiner', '\u2060'],
    ['a byte order mark', '\ufeff\u200b'],
    ['a soft hyphen', '\u00ad'],
    ['a Hangul filler', '\u3164'],
    ['a half-width Hangul filler', '\uffa0'],
    ['an empty Braille pattern', '\u2800\u2800'],
    ['a mark without a letter', '\u0301'],
    ['several marks', '\u0308\u0301\u20dd'],
    ['a variation selector', '\ufe0f'],
    ['a tag', '\u{e0041}'],
    ['a right-to-left mark', '\u200f'],
    ['an ignorable character that is not assigned', '\u{e0fff}'],
  ])('of nothing but %s has nothing visible', (_, value) => {
    expect(code(value)).toBe('nothing-visible');
  });

  it.each([
    ['replacement-character', 'M\ufffdller'],
    ['noncharacter', 'a\uffff'],
    ['noncharacter', 'a\u{1fffe}'],
    ['noncharacter', 'a\ufdd0'],
    ['bidi-control', 'a\u202eb'],
    ['bidi-control', '\u202aabc\u202c'],
    ['bidi-control', '\u2066abc\u2069'],
    ['control-character', 'Elm Street\u2028Los Angeles'],
    ['control-character', 'a\u2029b'],
  ])('is refused with %s: %j', (expected, value) => {
    expect(code(value)).toBe(expected);
  });

  it.each([
    ['German', 'Müller & Söhne GmbH'],
    ['German, decomposed', 'Mu\u0308ller'],
    ['Persian, with a zero-width non-joiner', 'می\u200cخواهم'],
    ['Sinhala, with a zero-width joiner', 'ශ්\u200dරී ලංකා'],
    ['Hebrew, with a right-to-left mark', 'חברה בע"מ\u200f'],
    ['Arabic, with a left-to-right mark', 'شركة\u200e 123'],
    ['Japanese', '株式会社トヨタ'],
    ['Korean', '삼성전자'],
    ['Devanagari', 'टाटा'],
    ['an emoji of several', '👩\u200d💻 Ltd'],
    ['a letter of a younger Unicode', '\u{1c89}x'],
    ['a private character', '\uf8ff Inc.'],
  ])('may be %s', (_, value) => {
    expect(code(value)).toBeUndefined();
  });

  it('that need not say anything may have nothing visible', () => {
    expect(text({ min: 0, max: 3 })('\u200b')).toBeUndefined();
    expect(text({ min: 0, max: 3 })('\u202e')?.code).toBe('bidi-control');
  });

  it('is counted in characters, and a long one without being taken apart', () => {
    const limited = text({ max: 4 });
    expect(limited('𝄞𝄞𝄞𝄞')).toBeUndefined();
    expect(limited('𝄞𝄞𝄞𝄞𝄞')?.code).toBe('too-long');
    expect(limited('x'.repeat(1_000_000))?.code).toBe('too-long');
  });
});

describe('an e-mail address', () => {
  it.each([
    ['a zero-width space', 'jo\u200bhn@example.com'],
    ['a soft hyphen', 'jo\u00adhn@example.com'],
    ['an ideographic space', 'jo\u3000hn@example.com'],
    ['a right-to-left mark', 'john\u200f@example.com'],
    ['a tag', 'john\u{e0041}@example.com'],
  ])('with %s is none', (_, value) => {
    expect(email(64)(value)?.code).toBe('email-invalid');
  });

  it('may have letters of any script', () => {
    expect(email(64)('jürgen.müller@example.com')).toBeUndefined();
  });
});
