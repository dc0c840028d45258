import { describe, expect, it } from '@jest/globals';
import { IsString, type ValidationError, validateSync } from 'class-validator';
import fc from 'fast-check';
import { PlaceOrderDto } from '../../orders/place/place-order.dto.js';
import { integer, text } from './field-rules.js';
import { AbsentOrNullField, Field, ObjectField, OptionalField, RepeatableInQuery } from './fields.js';
import { validateDto } from './validate-dto.js';
import { pointerTo } from './validation-faults.js';

class Inner {
  @Field(text({ max: 9 }))
  name!: string;
}

class Parent {
  @OptionalField(text({ max: 9 }), { type: String })
  note?: string | null;
}

class Outer extends Parent {
  @ObjectField(Inner)
  inner!: Inner;

  @AbsentOrNullField(integer(1, 9), {})
  count?: number | null;

  @RepeatableInQuery((value) => (Array.isArray(value) ? undefined : { code: 'no-list', detail: 'x' }), {})
  list?: string[];
}

const VALID = { list: ['a'], note: null, inner: { name: 'x' }, count: 1 };
const faultsOf = (value: unknown): string[] =>
  validateDto(Outer, value).faults.map(({ pointer, code }) => `${pointer} ${code}`);

describe('a DTO', () => {
  it('is the body, in its order, as objects of their classes', () => {
    const { dto, faults } = validateDto(Outer, VALID);
    expect(faults).toEqual([]);
    expect(JSON.stringify(dto)).toBe(JSON.stringify(VALID));
    expect(dto).toBeInstanceOf(Outer);
    expect(dto.inner).toBeInstanceOf(Inner);
  });

  it.each<[string, unknown, string[]]>([
    ['nothing', {}, ['/inner required']],
    ['null', { inner: null, note: null, count: null, list: null }, ['/inner required']],
    ['a list for an object', { inner: [{ name: 'x' }] }, ['/inner invalid-type']],
    ['a text for an object', { inner: 'x' }, ['/inner invalid-type']],
    ['no object at all', [VALID], [' invalid-type']],
    ['an object within that lacks something', { inner: {} }, ['/inner/name required']],
    [
      'several faults',
      { note: 1, count: 0, inner: { name: ' ' } },
      ['/inner/name blank', '/count out-of-range', '/note invalid-type'],
    ],
    [
      'unknown members',
      { a: { b: 1 }, inner: { name: 'x', c: [1] } },
      ['/a unknown-field', '/inner/c unknown-field'],
    ],
    [
      'members that are called like those of every object',
      JSON.parse('{"constructor":1,"inner":{"toString":1,"name":"x","__proto__":1}}'),
      ['/constructor unknown-field', '/inner/toString unknown-field', '/inner/__proto__ unknown-field'],
    ],
    ['an endless name', { ['x'.repeat(101)]: 1, inner: { name: 'x' } }, [' unknown-field']],
  ])('tells of %s', (_what, body, faults) => {
    expect(faultsOf(body)).toEqual(faults);
  });

  it('has a list of one from a query', () => {
    expect(validateDto(Outer, { ...VALID, list: 'a' }).dto.list).toEqual(['a']);
  });

  it('says nothing of a member that is read apart, but of one of that name within', () => {
    const { dto, faults } = validateDto(Outer, { x: 1, inner: { x: 2, name: 'x' } }, ['x']);
    expect(dto).toEqual({ inner: { name: 'x' } });
    expect(faults.map(({ pointer }) => pointer)).toEqual(['/inner/x']);
  });

  it('tells of no more unknown members than anybody reads', () => {
    const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`k${n}`, [n]]));
    expect(faultsOf({ ...many, inner: { ...many, name: 'x' } }).length).toBeLessThan(110);
  });

  it('is refused when it has a rule that is not understood, rather than read without it', () => {
    class Odd {
      @IsString({ each: true })
      list!: string[];
    }
    expect(() => validateDto(Odd, {})).toThrow('Odd.list has a rule that is not understood: isString');
  });

  it('has the faults that class-validator finds, in its order', () => {
    const part = fc.jsonValue({ maxDepth: 1 });
    const some = (...names: string[]): fc.Arbitrary<object> =>
      fc.record(Object.fromEntries(names.map((name) => [name, part])), { requiredKeys: [] });
    const body = fc.record(
      {
        certificateType: fc.constantFrom('organization', 'none', 1, null),
        provisioning: fc.oneof(part, some('method', 'hsmType', 'csr', 'offerType')),
        organization: fc.oneof(part, some('name', 'unit', 'dunsNumber', 'businessCategory')),
        applicant: fc.oneof(part, some('jobTitle', 'email', 'firstName')),
        notifications: fc.oneof(part, some('issuanceEmail', 'language', 'callbackTemplateId')),
        validityDays: fc.constantFrom(365, 1, null, '365'),
        reference: part,
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(body, (value) => {
        const { dto, faults } = validateDto(PlaceOrderDto, value);
        const known = faults.filter(({ code }) => code !== 'unknown-field');
        expect(known.map(({ pointer, code, detail }) => `${pointer} ${code}: ${detail}`)).toEqual(
          foundByLibrary(validateSync(dto, { forbidUnknownValues: false })),
        );
      }),
    );
  });
});

/** One for each member: what our decorators call `object` or `field`. */
function foundByLibrary(errors: readonly ValidationError[], path: readonly string[] = []): string[] {
  return errors.flatMap(({ constraints, property, children = [] }) => {
    const message = constraints?.['object'] ?? constraints?.['field'];
    if (message !== undefined) return [`${pointerTo(...path, property)} ${message}`];
    return foundByLibrary(children, [...path, property]);
  });
}
