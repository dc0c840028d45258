import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';

const ROOT = path.resolve(__dirname, '../..');
const pagesIn = (folder: string): string[] =>
  readdirSync(path.join(ROOT, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => path.join(folder, name));
const DOCUMENTS = ['.', 'docs', 'docs/adr', 'docs/reference', 'docs/reports'].flatMap(pagesIn);
/** Paths are written from the root or, as everybody talks of them, from `src/` or `src/orders/`. */
const BASES = ['', 'src', 'src/orders'];

describe.each(DOCUMENTS)('%s', (name) => {
  const text = readFileSync(path.join(ROOT, name), 'utf8');

  it('names files that there are', () => {
    const files = [...text.matchAll(/`([a-z][\w.-]*(?:\/[\w.-]+)+\.(?:ts|mjs|yml|json))`/g)].map(
      ([, file = '']) => file,
    );
    const absent = files.filter((file) => !BASES.some((base) => existsSync(path.join(ROOT, base, file))));
    expect(absent).toEqual([]);
  });

  it('links to files that there are', () => {
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, file = '']) => file);
    expect(links.filter((file) => !existsSync(path.join(ROOT, path.dirname(name), file)))).toEqual([]);
  });
});
