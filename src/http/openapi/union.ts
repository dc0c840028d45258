import { type OpenAPIObject } from '@nestjs/swagger';
import { ApiExtraModels, getSchemaPath } from './annotations.js';

type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;
type Class = new () => object;

interface Union {
  readonly members: readonly Class[];
  /** The property whose value tells them apart; absent where it takes more than one. */
  readonly by?: { readonly property: string; readonly mapping: Readonly<Record<string, Class>> };
}

const unions = new Map<string, Union>();

function union(of: Union): ClassDecorator {
  return (target) => {
    unions.set(target.name, of);
    ApiExtraModels(...of.members)(target);
  };
}

/** In the document: a class that is a union of others. */
export const UnionOf = (...members: readonly Class[]): ClassDecorator => union({ members });

/** The same, where the value of one property says for which. */
export function UnionBy(property: string, mapping: Readonly<Record<string, Class>>): ClassDecorator {
  return union({ members: [...new Set(Object.values(mapping))], by: { property, mapping } });
}

/** One member for each of these values. */
export const eachOf = <Value extends string>(values: readonly Value[], type: Class): Record<Value, Class> =>
  Object.fromEntries(values.map((value) => [value, type])) as Record<Value, Class>;

/** Writes what unions are made of into their schemas. */
export function writeUnions(schemas: Schemas): void {
  for (const [name, { members, by }] of unions) {
    if (!(name in schemas)) continue;
    schemas[name] = {
      oneOf: members.map((type) => ({ $ref: getSchemaPath(type) })),
      ...(by && {
        discriminator: {
          propertyName: by.property,
          mapping: Object.fromEntries(
            Object.entries(by.mapping).map(([value, type]) => [value, getSchemaPath(type)]),
          ),
        },
      }),
    };
  }
}
