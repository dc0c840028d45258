import { describe, expect, it } from '@jest/globals';
import { type OpenAPIObject } from '@nestjs/swagger';
import { withPlainSchemaNames } from './schema-names.js';

function aDocument(names: readonly string[]): OpenAPIObject {
  const refs = names.map((name) => ({ $ref: `#/components/schemas/${name}` }));
  return {
    openapi: '3.1.0',
    info: { title: 'Things', version: '1' },
    paths: {},
    components: {
      schemas: {
        ...Object.fromEntries(names.map((name) => [name, { type: 'object' as const }])),
        Choice: { oneOf: refs },
      },
    },
  };
}

describe('withPlainSchemaNames', () => {
  it('leaves the suffixes of classes out, in names and references', () => {
    expect(withPlainSchemaNames(aDocument(['PlaceThingDto', 'ThingResponse', 'TimelineEntry']))).toEqual(
      aDocument(['PlaceThing', 'Thing', 'TimelineEntry']),
    );
  });

  it('tells the two sides of a batch apart', () => {
    expect(withPlainSchemaNames(aDocument(['BatchDto', 'BatchResponse']))).toEqual(
      aDocument(['Batch', 'BatchResults']),
    );
  });

  it('refuses one name for two schemas', () => {
    expect(() => withPlainSchemaNames(aDocument(['ThingDto', 'ThingResponse']))).toThrow(
      'two schemas have one name',
    );
  });
});
