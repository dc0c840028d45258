import { expect, it, test } from '@jest/globals';
import { sanitiseText } from './reply-text.js';

test.each([
  [null, null],
  ['', null],
  [' \r\n\t\u0000 ', null],
  ['  Not enough credit!  ', 'Not enough credit!'],
  ['a\r\nb\tc\u0000\u0001d', 'a b c d'],
  ['a\u001b[31mred\u007f\u0085b', 'a [31mred b'],
  ['a\u2028b\u2029c', 'a b c'],
  ['abc\u202egnp\u200b.exe', 'abc gnp .exe'],
  ['a  b', 'a b'],
  ['a   b', 'a b'],
  ['déjà 東京 😀', 'déjà 東京 😀'],
  ['<b>&amp;</b>', '<b>&amp;</b>'],
])('%j is shown as %j', (text, shown) => {
  expect(sanitiseText(text)).toBe(shown);
});

it('cuts at 500 characters and splits none', () => {
  expect(sanitiseText('x'.repeat(500))).toBe('x'.repeat(500));
  expect(sanitiseText('x'.repeat(501))).toBe('x'.repeat(500));
  expect(sanitiseText('😀'.repeat(501))).toBe('😀'.repeat(500));
});
