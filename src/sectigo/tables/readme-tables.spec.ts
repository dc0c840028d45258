import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { withTables } from './readme-tables.js';

const README = readFileSync(join(__dirname, '../README.md'), 'utf8');

it('has nothing to change in the README', () => {
  expect(withTables(README)).toBe(README);
});

it('puts every row where a table has drifted, and leaves the rest alone', () => {
  const drifted = README.replace(/^\| 16 \|.*\n/gm, '').replace('sectigo-rate-limited', 'something-else');
  expect(drifted).not.toBe(README);
  expect(withTables(drifted)).toBe(README);
});

it('has a line for each of 54 parameters and 50 errors', () => {
  expect(README.match(/^\| (?:\d+|–) \|/gm)).toHaveLength(54 + 59);
});

it.each(['parameters', 'errors'])('refuses a README without the markers of %s', (name) => {
  const message = `The README lacks the markers of ${name}`;
  expect(() => withTables(README.replace(`<!-- ${name}: generated -->`, ''))).toThrow(message);
  expect(() => withTables(README.replace(`<!-- ${name}: end -->`, ''))).toThrow(message);
});
