import { type OpenAPIObject } from '@nestjs/swagger';

const REF = '#/components/schemas/';

type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;
type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

/**
 * Says of what only callers send that a field without a name here is refused. What answers have as well must stay open:
 * they may get more members. Works on the schemas in place.
 */
export function closeBodies(operations: readonly Operation[], schemas: Schemas): void {
  const read = reachedFrom(
    operations.map(({ responses }) => responses),
    schemas,
  );
  const sent = reachedFrom(
    operations.map(({ requestBody }) => requestBody),
    schemas,
  );
  for (const name of sent) {
    const schema = schemas[name];
    if (schema && !read.has(name) && 'properties' in schema) schema.additionalProperties = false;
  }
}

function reachedFrom(value: unknown, schemas: Schemas, names = new Set<string>()): Set<string> {
  if (typeof value === 'string' && value.startsWith(REF)) {
    const name = value.slice(REF.length);
    if (!names.has(name)) reachedFrom(schemas[name], schemas, names.add(name));
  } else if (typeof value === 'object' && value !== null) {
    for (const member of Object.values(value)) reachedFrom(member, schemas, names);
  }
  return names;
}
