import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newId } from '../../shared/ids.js';
import { sequenceId } from '../../shared/sequence-id.js';
import { type FieldRule, idOf, someOf } from './field-rules.js';

const isTaken = (rule: FieldRule, value: unknown): boolean => rule(value) === undefined;

describe('an id', () => {
  const order = idOf('ord', 'order-id-invalid', 'must be the id of an order');
  const event = idOf('evt', 'event-id-invalid', 'must be the id of an event');

  it('is of its kind, and random or counted as its kind is', () => {
    expect(isTaken(order, newId('ord'))).toBe(true);
    expect(isTaken(event, sequenceId('evt', 42n))).toBe(true);
    for (const other of [newId('cli'), sequenceId('ord', 42n), sequenceId('evt', 42n)]) {
      expect(order(other)).toEqual({ code: 'order-id-invalid', detail: 'must be the id of an order' });
    }
    for (const other of [newId('evt'), sequenceId('dlv', 42n), `evt_${'9'.repeat(19)}`]) {
      expect(event(other)?.code).toBe('event-id-invalid');
    }
  });

  it('is nothing else', () => {
    fc.assert(fc.property(fc.anything(), (value) => !isTaken(order, value) && !isTaken(event, value)));
  });
});

describe('some of several values', () => {
  const some = someOf(['a', 'b'], 'must be a or b');

  it('is a list of these, however long', () => {
    for (const value of [[], ['a'], ['b', 'a', 'a']]) expect(isTaken(some, value)).toBe(true);
    for (const value of ['a', ['c'], ['a', null], { 0: 'a' }, null, undefined]) {
      expect(some(value)).toEqual({ code: 'invalid-value', detail: 'must be a or b' });
    }
  });
});
