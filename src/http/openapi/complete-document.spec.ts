import { beforeAll, describe, expect, it } from '@jest/globals';
import { type OpenAPIObject } from '@nestjs/swagger';
import { completeDocument } from './complete-document.js';
import { problemResponse } from './problem-responses.js';

const Thing = {
  type: 'object',
  properties: {
    id: { type: 'string', example: 'thing_1' },
    note: { type: ['string', 'null'], example: null },
    state: { enum: ['on', 'off'], type: 'string' },
    at: { type: 'string', format: 'date-time' },
    parts: { type: 'array', items: { $ref: '#/components/schemas/Part' } },
  },
};
const Part = { type: 'object', properties: { size: { type: 'integer', default: 3 } } };
const body = { content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } };

function aDocument(): OpenAPIObject {
  return structuredClone({
    openapi: '3.1.0',
    info: { title: 'Things', version: '1' },
    paths: {
      '/things/{id}': {
        patch: {
          security: [{ bearer: [] }],
          parameters: [
            { name: 'dry', in: 'query', schema: { type: ['string', 'null'], enum: ['yes', null] } },
            { name: 'of', in: 'query', description: 'Whose.', schema: { type: 'string', example: 'cli_1' } },
            { name: 'Key', in: 'header', description: 'Yours.', example: 'k-1', schema: { type: 'string' } },
            { name: 'id', in: 'path', required: true, example: 'thing_1', schema: { type: 'string' } },
          ],
          requestBody: body,
          responses: {
            '200': { description: 'Changed.', ...body },
            '400': problemResponse(['idempotency-key-missing']),
          },
        },
        delete: {
          summary: 'Remove a thing',
          tags: ['Things'],
          security: [{ bearer: [] }],
          'x-permission': 'clients:write',
          responses: { '204': { description: 'Removed.' } },
        },
      },
      '/things': { get: { responses: { '200': { description: 'All.', ...body } } } },
    },
    components: { schemas: { Thing, Part } },
  });
}

describe('completeDocument', () => {
  let document: OpenAPIObject;
  beforeAll(() => {
    document = completeDocument(aDocument());
  });
  const patch = (): object => document.paths['/things/{id}']?.patch ?? {};
  const list = (): object => document.paths['/things']?.get ?? {};

  it('adds the problems that follow from the path, the body and the key', () => {
    const { responses } = patch() as { responses: object };
    expect(Object.keys(responses)).toEqual([
      '200',
      '400',
      '401',
      '404',
      '413',
      '415',
      '422',
      '429',
      '500',
      '503',
    ]);
  });

  it('keeps the problems that the operation has already', () => {
    expect(patch()).toMatchObject({
      responses: {
        '400': {
          description: '`malformed-request`, `idempotency-key-missing`',
        },
      },
    });
  });

  it('says of an operation without a key that it needs none', () => {
    expect(list()).toMatchObject({ security: [] });
    expect(list()).not.toHaveProperty('responses.401');
  });

  it('tells when to come back where that makes sense', () => {
    expect(patch()).toHaveProperty(['responses', '503', 'headers', 'Retry-After']);
    expect(patch()).not.toHaveProperty(['responses', '404', 'headers', 'Retry-After']);
  });

  it('tells of the rate of calls where a caller is known', () => {
    expect(patch()).toHaveProperty(['responses', '200', 'headers', 'RateLimit']);
    expect(patch()).toHaveProperty(['responses', '429', 'headers', 'RateLimit-Policy']);
    expect(patch()).toHaveProperty(['responses', '422', 'headers', 'RateLimit']);
    expect(patch()).not.toHaveProperty(['responses', '401', 'headers', 'RateLimit']);
    expect(list()).not.toHaveProperty(['responses', '200', 'headers', 'RateLimit']);
  });

  it('makes an example of a body from the examples of its properties', () => {
    const example = {
      id: 'thing_1',
      note: null,
      state: 'on',
      at: '2026-11-22T09:30:00.000Z',
      parts: [{ size: 3 }],
    };
    expect(list()).toHaveProperty(['responses', '200', 'content', 'application/json', 'example'], example);
    expect(patch()).toHaveProperty(['requestBody', 'content', 'application/json', 'example'], example);
  });

  it('has a table of all problems of an operation', () => {
    expect(patch()).toHaveProperty(
      'description',
      expect.stringMatching(
        /^\| Status \| Problem [^]*\| 400 \| `malformed-request` \| [^|]+ \|\n\| 400 \| `idempotency-key-missing` \|/,
      ),
    );
  });

  it('names the example of a parameter that Swagger UI would send', () => {
    expect(patch()).toMatchObject({
      parameters: [
        {},
        { name: 'of', description: 'Whose. Example: `cli_1`.', schema: { type: 'string' } },
        { name: 'Key', description: 'Yours. Example: `k-1`.' },
        { name: 'id', example: 'thing_1' },
      ],
    });
    expect(patch()).not.toHaveProperty('parameters.1.schema.example');
    expect(patch()).not.toHaveProperty('parameters.2.example');
  });

  it('marks what is for operators alone', () => {
    expect(document.paths['/things/{id}']?.delete).toMatchObject({
      summary: 'Remove a thing (operators)',
      tags: ['Things'],
    });
  });

  it('has an example of one problem for each status, and no other', () => {
    expect(Object.keys(document.components?.examples ?? {})).toEqual([
      'malformed-request',
      'unsupported-media-type',
      'payload-too-large',
      'not-found',
      'validation-failed',
      'unauthenticated',
      'authentication-throttled',
      'authentication-unavailable',
      'forbidden',
      'internal-error',
    ]);
  });

  it('does not let a query parameter be null', () => {
    expect(patch()).toMatchObject({
      parameters: [{ schema: { type: 'string', enum: ['yes'] } }, {}, {}, {}],
    });
  });

  it('refuses a reference to nothing', () => {
    const broken = aDocument();
    delete broken.components?.schemas?.['Part'];
    expect(() => completeDocument(broken)).toThrow('#/components/schemas/Part does not exist');
  });
});
