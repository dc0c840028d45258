import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Environment, variableNames } from './environment.js';
import { FROM_FILES } from './secret-files.js';

const PAGE = readFileSync(join(__dirname, '../../docs/reference/configuration.md'), 'utf8');
const TABLE = /<!-- configuration -->(.*)<!-- configuration: end -->/s.exec(PAGE)?.[1] ?? '';
const ROWS = [...TABLE.matchAll(/^\| `([A-Z_]+)` +\| (\S+) +\| (\S.*) \|$/gm)].map(
  ([, name = '', standard = '', meaning = '']) => ({ name, standard, meaning }),
);

describe('the configuration reference', () => {
  it('has every variable that the gateway reads once, and no other', () => {
    expect(ROWS.map(({ name }) => name).sort()).toEqual(variableNames().sort());
  });

  it('says which of them may come from a file', () => {
    const [, names = ''] = /\n\n([^|]*) may each come from a file instead/.exec(PAGE) ?? [];
    expect([...names.matchAll(/`([A-Z_]+)`/g)].map(([, name]) => name)).toEqual([...FROM_FILES]);
  });

  it('gives every default as it is', () => {
    const defaults = new Environment() as unknown as Record<string, string | number | undefined>;
    const expected = ROWS.map(({ name }) => ({ name, standard: cell(defaults[name]) }));
    expect(ROWS.map(({ name, standard }) => ({ name, standard }))).toEqual(expected);
  });
});

function cell(value: string | number | undefined): string {
  return value === undefined ? '–' : `\`${value}\``;
}
