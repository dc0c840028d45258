import { type OpenAPIObject } from '@nestjs/swagger';

const REF = '#/components/schemas/';

/** Where two classes are of one thing. */
const OWN_NAMES: Readonly<Record<string, string>> = { BatchResponse: 'BatchResults' };

/** The document with schema names for callers, without our suffixes for requests and responses. */
export function withPlainSchemaNames(document: OpenAPIObject): OpenAPIObject {
  const names = Object.keys(document.components?.schemas ?? {});
  const plain = new Map(names.map((name) => [name, plainName(name)]));
  if (new Set(plain.values()).size < names.length) throw new Error('two schemas have one name');
  const rename = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(rename);
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, rename(member)]));
    }
    if (typeof value !== 'string' || !value.startsWith(REF)) return value;
    return REF + (plain.get(value.slice(REF.length)) ?? value.slice(REF.length));
  };
  const renamed = rename(document) as OpenAPIObject;
  const { schemas = {} } = renamed.components ?? {};
  const entries = Object.entries(schemas).map(([name, schema]) => [plain.get(name) ?? name, schema] as const);
  return { ...renamed, components: { ...renamed.components, schemas: Object.fromEntries(entries) } };
}

function plainName(name: string): string {
  return OWN_NAMES[name] ?? name.replace(/(?:Dto|Response)$/, '');
}
