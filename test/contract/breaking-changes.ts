import { SchemaComparison } from './schema-changes.js';
import {
  type Direction,
  type Document,
  type Media,
  type Operation,
  type Pair,
  type Parameter,
  type Response,
} from './openapi.js';

/**
 * What a caller of the older document would stumble over in the newer one, a sentence each: something that it uses is
 * gone, something that it sends is refused, something that it reads is of another kind. What is added breaks nobody,
 * but for what must be sent.
 */
export function breakingChanges(before: Document, now: Document): string[] {
  const compare = new Comparison(before, now);
  return Object.entries(before.paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, operation]) => {
      const name = `${method.toUpperCase()} ${path}`;
      const other = now.paths[path]?.[method];
      return other ? compare.operation(name, { before: operation, now: other }) : [`${name} is gone`];
    }),
  );
}

/** In a query, where everything is text, a boolean is one of two words. */
function asWords({ in: place, schema }: Parameter): Parameter['schema'] {
  if (place !== 'query' || schema?.type !== 'boolean') return schema;
  return { ...schema, type: 'string', enum: ['true', 'false'] };
}

class Comparison {
  private readonly schemas: SchemaComparison;

  constructor(before: Document, now: Document) {
    this.schemas = new SchemaComparison(before, now);
  }

  operation(name: string, { before, now }: Pair<Operation>): string[] {
    const open = (operation: Operation): boolean => (operation.security ?? []).length === 0;
    return [
      ...(before.operationId === now.operationId
        ? []
        : [`${name}: the operationId ${before.operationId} is ${now.operationId}`]),
      ...(open(before) && !open(now) ? [`${name}: needs a key`] : []),
      ...this.parameters(name, { before, now }),
      ...this.requestBody(name, { before, now }),
      ...Object.entries(before.responses).flatMap(([status, response]) =>
        this.response(`${name}: ${status}`, { before: response, now: now.responses[status] ?? null }),
      ),
    ];
  }

  private parameters(name: string, { before, now }: Pair<Operation>): string[] {
    const same = (one: Parameter) => (other: Parameter) => one.name === other.name && one.in === other.in;
    const kept = (before.parameters ?? []).flatMap((parameter) => {
      const where = `${name}: ${parameter.in} ${parameter.name}`;
      const other = now.parameters?.find(same(parameter));
      if (!other) return [`${where} is gone`];
      const required = other.required && !parameter.required ? [`${where} is required now`] : [];
      return [
        ...required,
        ...this.schemas.compare(where, { before: asWords(parameter), now: asWords(other) }, 'request'),
      ];
    });
    const added = (now.parameters ?? []).filter(
      (parameter) => parameter.required && !before.parameters?.some(same(parameter)),
    );
    return [
      ...kept,
      ...added.map((parameter) => `${name}: ${parameter.in} ${parameter.name} is required now`),
    ];
  }

  private requestBody(name: string, { before, now }: Pair<Operation>): string[] {
    if (!before.requestBody) return now.requestBody?.required ? [`${name}: needs a body`] : [];
    if (!now.requestBody) return [`${name}: takes no body`];
    const required =
      now.requestBody.required && !before.requestBody.required ? [`${name}: needs a body`] : [];
    const pair = { before: before.requestBody.content, now: now.requestBody.content };
    return [...required, ...this.content(`${name}: body`, pair, 'request')];
  }

  private response(name: string, { before, now }: Pair<Response | null>): string[] {
    if (!now) return [`${name} is gone`];
    const headers = Object.keys(before?.headers ?? {}).filter((header) => !(header in (now.headers ?? {})));
    const content = { before: before?.content ?? {}, now: now.content ?? {} };
    return [
      ...headers.map((header) => `${name} has no ${header}`),
      ...this.content(name, content, 'response'),
    ];
  }

  private content(
    name: string,
    { before, now }: Pair<Readonly<Record<string, Media>>>,
    to: Direction,
  ): string[] {
    return Object.entries(before).flatMap(([type, media]) => {
      const other = now[type];
      return other
        ? this.schemas.compare(name, { before: media.schema, now: other.schema }, to)
        : [`${name} is not ${type} any more`];
    });
  }
}
