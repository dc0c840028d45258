import type * as Swagger from '@nestjs/swagger';

type Library = typeof Swagger;
type DecoratorName =
  | 'ApiBearerAuth'
  | 'ApiBody'
  | 'ApiExcludeController'
  | 'ApiExtension'
  | 'ApiExtraModels'
  | 'ApiHeader'
  | 'ApiOperation'
  | 'ApiParam'
  | 'ApiProperty'
  | 'ApiResponse'
  | 'ApiTags';

type Class<Instance> = new () => Instance;

const notes: ((swagger: Library) => void)[] = [];

/** Lets the library have all that classes said of themselves, in their order. */
export function annotate(swagger: Library): void {
  for (const note of notes.splice(0)) note(swagger);
}

/** A decorator of the library that does nothing before the document is made: a gateway that serves has no need of it. */
function later<Name extends DecoratorName>(name: Name): Library[Name] {
  const decorator =
    (...options: unknown[]) =>
    (...target: unknown[]): void => {
      notes.push((swagger) => {
        const make = swagger[name] as (...options: unknown[]) => (...target: unknown[]) => void;
        make(...options)(...target);
      });
    };
  return decorator as Library[Name];
}

export const ApiBearerAuth = later('ApiBearerAuth');
export const ApiBody = later('ApiBody');
export const ApiExcludeController = later('ApiExcludeController');
export const ApiExtension = later('ApiExtension');
export const ApiExtraModels = later('ApiExtraModels');
export const ApiHeader = later('ApiHeader');
export const ApiOperation = later('ApiOperation');
export const ApiParam = later('ApiParam');
export const ApiProperty = later('ApiProperty');
export const ApiResponse = later('ApiResponse');
export const ApiTags = later('ApiTags');

/** A class with some properties of another, in the document only: nothing checks them. */
export function PickType<Whole, Name extends keyof Whole>(
  whole: Class<Whole>,
  names: readonly Name[],
): Class<Pick<Whole, Name>> {
  const picked = function (): void {
    // its properties are known when the document is made
  } as unknown as Class<Pick<Whole, Name>>;
  notes.push((swagger) => {
    Object.setPrototypeOf(picked.prototype, swagger.PickType(whole, names).prototype as object);
  });
  return picked;
}

/** For the document only: a class with the properties of another, all optional and without defaults. */
export function PartialType(whole: Class<object>): Class<object> {
  const partial = function (): void {
    // as above
  } as unknown as Class<object>;
  notes.push((swagger) => {
    const prototype = swagger.PartialType(whole).prototype as object;
    const { API_MODEL_PROPERTIES: about, API_MODEL_PROPERTIES_ARRAY: all } = swagger.DECORATORS;
    for (const name of (Reflect.getMetadata(all, prototype) as string[]).map((entry) => entry.slice(1))) {
      const { default: _, ...said } = Reflect.getMetadata(about, prototype, name) as { default?: unknown };
      Reflect.defineMetadata(about, said, prototype, name);
    }
    Object.setPrototypeOf(partial.prototype, prototype);
  });
  return partial;
}

export function getSchemaPath({ name }: Class<object>): string {
  return `#/components/schemas/${name}`;
}
