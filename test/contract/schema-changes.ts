import { type Direction, type Document, type Pair, type Schema } from './openapi.js';

/** Compares the schemas of two documents, with what they refer to. */
export class SchemaComparison {
  constructor(
    private readonly before: Document,
    private readonly now: Document,
  ) {}

  /** Every way down is followed once: `seen` ends a schema that has itself as a part. */
  compare(
    name: string,
    pair: Pair<Schema | undefined>,
    to: Direction,
    seen: readonly string[] = [],
  ): string[] {
    const key = pair.before?.$ref;
    if (!pair.before || (key !== undefined && seen.includes(key))) return [];
    if (!pair.now) return [`${name} is not described any more`];
    const before = flatten(pair.before, this.before);
    const now = flatten(pair.now, this.now);
    const below = key === undefined ? seen : [...seen, key];
    return [
      ...typeChanges(name, { before, now }, to),
      ...enumChanges(name, { before, now }, to),
      ...limitChanges(name, { before, now }, to),
      ...requiredChanges(name, { before, now }, to),
      ...Object.entries(before.properties ?? {}).flatMap(([property, schema]) => {
        const other = now.properties?.[property];
        const where = `${name}/${property}`;
        return other ? this.compare(where, { before: schema, now: other }, to, below) : [`${where} is gone`];
      }),
      ...this.compare(`${name}/[]`, { before: before.items, now: now.items }, to, below),
    ];
  }
}

/** A schema with its references followed and its parts (allOf; anyOf and oneOf with what each may have) made one. */
function flatten(schema: Schema, document: Document): Schema {
  const named = schema.$ref?.split('/').at(-1);
  const { $ref: _ref, ...own } = schema;
  const target = named === undefined ? undefined : document.components?.schemas?.[named];
  const parts = [...(target ? [target] : []), ...(schema.allOf ?? [])];
  const choices = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].map((part) => flatten(part, document));
  const all = [own, ...parts.map((part) => flatten(part, document))];
  const types = [...all, ...choices].flatMap(({ type }) => type ?? []);
  const enums = [...all, ...choices].flatMap((part) => part.enum ?? []);
  return {
    ...Object.assign({}, ...choices, ...all),
    properties: merged([...choices, ...all]),
    required: [...all.flatMap(({ required }) => required ?? []), ...inEach(choices)],
    ...(types.length > 0 && { type: [...new Set(types)] }),
    ...(enums.length > 0 && { enum: [...new Set(enums)] }),
  } as Schema;
}

/** What every choice requires. */
function inEach(choices: readonly Schema[]): readonly string[] {
  const [first, ...others] = choices;
  return (first?.required ?? []).filter((name) => others.every(({ required }) => required?.includes(name)));
}

/** Members of several choices with one name are one member that may be what any of them says. */
function merged(parts: readonly Schema[]): Record<string, Schema> {
  const properties: Record<string, Schema> = {};
  for (const [name, schema] of parts.flatMap((part) => Object.entries(part.properties ?? {}))) {
    const known = properties[name];
    properties[name] = known && known !== schema ? { anyOf: [known, schema] } : schema;
  }
  return properties;
}

const typesOf = ({ type }: Schema): readonly string[] => (typeof type === 'string' ? [type] : (type ?? []));
const takes = (types: readonly string[], type: string): boolean =>
  types.length === 0 || types.includes(type) || (type === 'integer' && types.includes('number'));

/** What is sent must be taken as before; what is read must not be of a kind that was never read. */
function typeChanges(name: string, { before, now }: Pair<Schema>, to: Direction): string[] {
  const [wide, narrow] = to === 'request' ? [now, before] : [before, now];
  const strange = typesOf(narrow).filter((type) => !takes(typesOf(wide), type));
  if (strange.length === 0) return [];
  return [`${name} was ${typesOf(before).join(' or ')} and is ${typesOf(now).join(' or ')}`];
}

/** A value that may not be sent any more. One more that may be read is no break: readers must expect new words. */
function enumChanges(name: string, { before, now }: Pair<Schema>, to: Direction): string[] {
  if (to === 'response' || !now.enum) return [];
  if (!before.enum) return [`${name} takes only ${now.enum.join(', ')}`];
  return before.enum
    .filter((value) => !now.enum?.includes(value))
    .map((value) => `${name} takes no ${String(value)}`);
}

function limitChanges(name: string, { before, now }: Pair<Schema>, to: Direction): string[] {
  if (to === 'response') return [];
  const upper = (['maxLength', 'maximum'] as const).filter(
    (key) => (now[key] ?? Infinity) < (before[key] ?? Infinity),
  );
  const lower = (['minLength', 'minimum'] as const).filter(
    (key) => (now[key] ?? -Infinity) > (before[key] ?? -Infinity),
  );
  const pattern = now.pattern !== undefined && now.pattern !== before.pattern ? (['pattern'] as const) : [];
  return [...upper, ...lower, ...pattern].map(
    (key) => `${name} has the ${key} ${String(now[key])}, which was ${String(before[key] ?? 'not there')}`,
  );
}

/** What must be sent now and need not before; what was always there and need not be now. */
function requiredChanges(name: string, { before, now }: Pair<Schema>, to: Direction): string[] {
  const [more, less] = to === 'request' ? [now, before] : [before, now];
  const difference = (more.required ?? []).filter((property) => !less.required?.includes(property));
  return difference
    .filter((property) => to === 'request' || property in (now.properties ?? {}))
    .map(
      (property) =>
        `${name}/${property} is ${to === 'request' ? 'required now' : 'not always there any more'}`,
    );
}
