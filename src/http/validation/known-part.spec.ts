import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { text } from './field-rules.js';
import { Field, ObjectField, OptionalField } from './fields.js';
import { knownPart } from './known-part.js';

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

  @Field(text({ max: 9 }))
  list!: string[];
}

const partOf = (value: object): object => knownPart(Outer, value).part;

/** Members and items of a value, however deep. */
function sizeOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce((sum: number, member) => sum + 1 + sizeOf(member), 0);
}

describe('the part of a body that its DTO knows', () => {
  it('is the body, in its order, where there is nothing else', () => {
    const body = { list: ['a', 1, null, true], note: null, inner: { name: 'x' } };
    expect(JSON.stringify(partOf(body))).toBe(JSON.stringify(body));
  });

  it('has unknown members by name, without what is within them', () => {
    expect(partOf({ a: { b: 1 }, inner: { c: [1] } })).toEqual({ a: true, inner: { c: true } });
  });

  it('has nothing where an object or a value of another kind ought to be', () => {
    expect(partOf({ inner: [{ name: 'x' }], note: { a: 1 }, list: [{ a: 1 }, ['b']] })).toEqual({
      inner: [],
      note: {},
      list: [{}, {}],
    });
    expect(partOf({ inner: 'x', list: Array(101).fill('a') })).toEqual({ inner: 'x', list: {} });
  });

  it('has no members that are called like those of every object, which are told of', () => {
    const { part, faults } = knownPart(Outer, { constructor: 1, inner: { toString: 1, name: 'x' } });
    expect(part).toEqual({ inner: { name: 'x' } });
    expect(faults.map(({ pointer }) => pointer)).toEqual(['/constructor', '/inner/toString']);
  });

  it('has no member that is to be read apart', () => {
    expect(knownPart(Outer, { note: 'a', x: { note: 'b' } }, ['note', 'x']).part).toEqual({});
  });

  it('does not grow with the body', () => {
    const member = fc.oneof(fc.constantFrom('inner', 'list', 'note', 'name'), fc.string());
    const members = fc.dictionary(member, fc.jsonValue({ maxDepth: 3 }), { maxKeys: 20 });
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`k${n}`, [n]]));
    fc.assert(
      fc.property(members, members, (body, inner) => {
        const size = sizeOf(
          partOf({ ...body, ...many, inner: { ...inner, ...many }, list: Object.values(many) }),
        );
        expect(size).toBeLessThan(150);
      }),
    );
  });
});
