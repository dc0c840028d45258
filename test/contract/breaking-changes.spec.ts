import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { breakingChanges } from './breaking-changes.js';
import { type Document } from './openapi.js';

const ROOT = path.resolve(__dirname, '../..');
const RELEASES = path.join(ROOT, 'docs/releases');

const read = (file: string): Document => parse(readFileSync(file, 'utf8')) as Document;

/** The document of the release that was last, by its number. */
function lastRelease(): string {
  const files = readdirSync(RELEASES).filter((file) => /^openapi-\d+\.\d+\.\d+\.yaml$/.test(file));
  const last = files.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1);
  if (last === undefined) throw new Error(`${RELEASES} has no document of a release`);
  return path.join(RELEASES, last);
}

it('openapi.yaml breaks nothing that the last release promised', () => {
  const found = breakingChanges(read(lastRelease()), read(path.join(ROOT, 'openapi.yaml')));
  expect(found).toEqual([]);
});

const BEFORE = `
paths:
  /things:
    post:
      operationId: makeThing
      parameters:
        - { name: dry, in: query, schema: { type: string, maxLength: 9 } }
      requestBody:
        content: { application/json: { schema: { $ref: '#/components/schemas/NewThing' } } }
      responses:
        '201':
          headers: { Location: {} }
          content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } }
        '409': { content: { application/problem+json: { schema: { type: object } } } }
components:
  schemas:
    NewThing:
      type: object
      required: [name]
      properties:
        name: { type: string }
        size: { type: [integer, 'null'], maximum: 10 }
        colour: { type: string, enum: [red, blue] }
        part: { oneOf: [{ $ref: '#/components/schemas/Wheel' }, { $ref: '#/components/schemas/Door' }] }
    Wheel: { type: object, properties: { kind: { type: string, enum: [wheel] } } }
    Door: { type: object, properties: { kind: { type: string, enum: [door] } } }
    Thing:
      type: object
      required: [id, state]
      properties:
        id: { type: string }
        state: { type: string, enum: [new, old] }
        parent: { $ref: '#/components/schemas/Thing' }
        list: { type: array, items: { type: object, properties: { at: { type: string } } } }
`;

const THING = '    Thing:\n';

/** The findings after some text of the document has become another. */
function after(from: string, to: string): string[] {
  expect(BEFORE).toContain(from);
  return breakingChanges(parse(BEFORE) as Document, parse(BEFORE.replace(from, to)) as Document);
}

describe('what breaks a caller', () => {
  it.each([
    ['an operation is gone', '    post:', '    put:', 'POST /things is gone'],
    ['a path is gone', '/things:', '/stuff:', 'POST /things is gone'],
    [
      'a method of generated clients is gone',
      'makeThing',
      'addThing',
      'the operationId makeThing is addThing',
    ],
    [
      'a key is needed',
      '      parameters:',
      '      security: [{ bearer: [] }]\n      parameters:',
      'needs a key',
    ],
    ['a parameter is gone', 'name: dry', 'name: wet', 'query dry is gone'],
    ['a parameter is needed', 'name: dry,', 'name: dry, required: true,', 'query dry is required now'],
    ['a parameter is shorter', 'maxLength: 9', 'maxLength: 8', 'query dry has the maxLength 8, which was 9'],
    ['a body is needed', 'requestBody:', 'requestBody:\n        required: true', 'needs a body'],
    ['a body is of another kind', 'application/json', 'text/csv', 'body is not application/json any more'],
    ['a response is gone', "'409'", "'410'", '409 is gone'],
    ['a header is gone', 'Location', 'Place', '201 has no Location'],
    ['a field must be sent', 'required: [name]', 'required: [name, size]', 'body/size is required now'],
    ['a field may not be sent', 'colour:', 'paint:', 'body/colour is gone'],
    [
      'a field may not be null',
      "[integer, 'null']",
      'integer',
      'body/size was integer or null and is integer',
    ],
    [
      'a field is of another type',
      'name: { type: string }',
      'name: { type: integer }',
      'name was string and is integer',
    ],
    ['a limit is lower', 'maximum: 10', 'maximum: 5', 'body/size has the maximum 5, which was 10'],
    ['a pattern is new', 'enum: [red, blue]', 'enum: [red, blue], pattern: r', 'colour has the pattern r'],
    ['a value may not be sent', '[red, blue]', '[red]', 'body/colour takes no blue'],
    [
      'only some values may be sent',
      'name: { type: string }',
      'name: { type: string, enum: [a] }',
      'takes only a',
    ],
    ['a choice is gone', ", { $ref: '#/components/schemas/Door' }]", ']', 'body/part/kind takes no door'],
    ['a member is not read any more', '        id: {', '        uid: {', '201/id is gone'],
    [
      'a member may be missing',
      'required: [id, state]',
      'required: [id]',
      '201/state is not always there any more',
    ],
    [
      'a member may be null',
      'id: { type: string }',
      "id: { type: [string, 'null'] }",
      '201/id was string and is',
    ],
    [
      'one of several things may be without a member',
      THING,
      `    Thing: { oneOf: [{ $ref: '#/components/schemas/Old' }, { type: object, required: [id] }] }\n    Old:\n`,
      '201/state is not always there any more',
    ],
    ['a member of a list is gone', 'at: { type', 'on: { type', '201/list/[]/at is gone'],
  ])('%s', (_name, from, to, finding) => {
    expect(after(from, to)).toContainEqual(expect.stringContaining(finding));
  });

  it.each([
    ['nothing changes', 'paths', 'paths'],
    ['an operation is new', '    post:', '    get: { operationId: list, responses: {} }\n    post:'],
    ['a field may be sent', 'colour:', 'shape: { type: string }\n        colour:'],
    ['a value may be sent', '[red, blue]', '[red, blue, green]'],
    ['a value may be read', '[new, old]', '[new, old, broken]'],
    ['a limit is higher', 'maximum: 10', 'maximum: 11'],
    ['a field need not be sent', 'required: [name]', 'required: []'],
    ['a member is always there', 'required: [id, state]', 'required: [id, state, list]'],
    [
      'a thing is one of several that have what it had',
      THING,
      `    Thing: { oneOf: [{ $ref: '#/components/schemas/Old' }, { $ref: '#/components/schemas/Old' }] }\n    Old:\n`,
    ],
    ['a problem is new', "'409'", "'429': {}\n        '409'"],
  ])('not when %s', (_name, from, to) => {
    expect(after(from, to)).toEqual([]);
  });

  it('not when two words in a query become a boolean', () => {
    const query = (schema: string): Document =>
      parse(BEFORE.replace('type: string, maxLength: 9', schema)) as Document;
    const words = query("type: string, enum: ['true', 'false']");
    expect(breakingChanges(words, query('type: boolean'))).toEqual([]);
    expect(breakingChanges(query('type: string'), query('type: boolean'))).toHaveLength(1);
  });
});
