import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { jsonAt, yamlAt } from './served-document.js';

const YAML = readFileSync('openapi.yaml', 'utf8');
const JSON_TEXT = JSON.stringify(parse(YAML));

interface Servers {
  readonly servers: readonly object[];
}

describe('the document that a gateway serves', () => {
  const publicUrl = 'https://gateway.example/api';
  const servers = [{ url: publicUrl }, { url: '/' }];

  it('names its public address first, as JSON and as YAML', () => {
    expect((JSON.parse(jsonAt(publicUrl, JSON_TEXT)) as Servers).servers).toEqual(servers);
    expect((parse(yamlAt(publicUrl, YAML)) as Servers).servers).toEqual(servers);
  });

  it('is that of the repository where no public address is known', () => {
    expect(jsonAt(undefined, JSON_TEXT)).toBe(JSON_TEXT);
    expect(yamlAt(undefined, YAML)).toBe(YAML);
  });
});
