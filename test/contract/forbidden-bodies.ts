import { type Document, type Schema } from './openapi.js';

type Json = Readonly<Record<string, unknown>>;

export interface ForbiddenBody {
  /** What is wrong, such as "/applicant/email is too long". */
  readonly fault: string;
  readonly body: unknown;
}

/** Bodies that a document forbids, each with one fault, made of an example that it allows. */
export function forbiddenBodies(schema: Schema, example: unknown, document: Document): ForbiddenBody[] {
  return [{ fault: 'the body is a list', body: [] }, ...faultsWithin(schema, example as Json, document, '')];
}

function faultsWithin(schema: Schema, value: Json, document: Document, pointer: string): ForbiddenBody[] {
  const { properties = {}, required = [] } = resolve(schema, value, document);
  const missing = required.map((name) => {
    const { [name]: _left, ...body } = value;
    return { fault: `${pointer}/${name} is missing`, body };
  });
  const unknown = { fault: `${pointer}/surprise is not known`, body: { ...value, surprise: true } };
  const faulty = Object.entries(value).flatMap(([name, member]) => {
    const property = properties[name];
    if (!property) return [];
    const own = resolve(property, member, document);
    const where = `${pointer}/${name}`;
    const nested = isObject(member) && own.properties ? faultsWithin(property, member, document, where) : [];
    const outside = outsideOf(own).map(([fault, body]) => ({ fault: `${where} ${fault}`, body }));
    return [...outside, ...nested].map(({ fault, body }) => ({ fault, body: { ...value, [name]: body } }));
  });
  return [...missing, unknown, ...faulty];
}

/** Values just beyond what a schema takes. */
function outsideOf(schema: Schema): [fault: string, value: unknown][] {
  const { maxLength, maximum, minimum } = schema;
  const types = [schema.type ?? []].flat();
  const structured = schema.properties !== undefined || types.includes('object') || types.includes('array');
  return [
    ['is of another type', structured ? 'text' : {}],
    ...(schema.enum ? [['is another word', 'no-such-word'] as [string, unknown]] : []),
    ...(maxLength !== undefined ? [['is too long', 'x'.repeat(maxLength + 1)] as [string, unknown]] : []),
    ...(maximum !== undefined ? [['is too great', maximum + 1] as [string, unknown]] : []),
    ...(minimum !== undefined ? [['is too small', minimum - 1] as [string, unknown]] : []),
  ];
}

/** Follows references, and of a choice the part that the value belongs to. */
function resolve(schema: Schema, value: unknown, document: Document): Schema {
  const name = schema.$ref?.split('/').at(-1);
  const target = name === undefined ? undefined : document.components?.schemas?.[name];
  if (target) return resolve(target, value, document);
  const [part] = schema.allOf ?? schema.anyOf ?? [];
  if (part) return resolve(part, value, document);
  const choices = schema.oneOf?.map((choice) => resolve(choice, value, document));
  return choices?.find((choice) => belongsTo(choice, value)) ?? schema;
}

function belongsTo({ properties = {} }: Schema, value: unknown): boolean {
  const words = Object.entries(properties).filter(([, property]) => property.enum);
  return isObject(value) && words.every(([name, property]) => property.enum?.includes(value[name]));
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
