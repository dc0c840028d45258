import { type OpenAPIObject } from '@nestjs/swagger';

type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;
type Schema = Schemas[string];

const REF = '#/components/schemas/';

/** An example of what a schema describes, put together from the examples of its properties. */
export function exampleOf(schema: Schema, schemas: Schemas): unknown {
  if ('$ref' in schema) {
    const target = schemas[schema.$ref.slice(REF.length)];
    if (!target) throw new Error(`${schema.$ref} does not exist`);
    return exampleOf(target, schemas);
  }
  if (schema.example !== undefined) return schema.example as unknown;
  const [part] = schema.allOf ?? schema.oneOf ?? schema.anyOf ?? [];
  if (part) return exampleOf(part, schemas);
  if (schema.properties) {
    return Object.fromEntries(
      Object.entries(schema.properties).map(([name, property]) => [name, exampleOf(property, schemas)]),
    );
  }
  return ofType(schema, schemas);
}

function ofType(schema: Exclude<Schema, { $ref: string }>, schemas: Schemas): unknown {
  if (schema.default !== undefined) return schema.default as unknown;
  if (schema.enum) return schema.enum[0] as unknown;
  if (schema.format === 'date-time') return '2026-11-22T09:30:00.000Z';
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === 'array') return schema.items ? [exampleOf(schema.items, schemas)] : [];
  if (type === 'boolean') return false;
  if (type === 'object') return {};
  return Array.isArray(schema.type) && schema.type.includes('null') ? null : `a ${type ?? 'value'}`;
}
