import { describe, expect, it } from '@jest/globals';
import { idBornAt, isId, newId } from './ids.js';

describe('the bound of the ids of a time', () => {
  it('has those born earlier below it, and the others not', () => {
    const before = Date.now();
    const ids = Array.from({ length: 100 }, () => newId('ord'));
    const after = Date.now() + 1;

    expect(ids.filter((id) => id < idBornAt('ord', new Date(before)))).toEqual([]);
    expect(ids.filter((id) => id >= idBornAt('ord', new Date(after)))).toEqual([]);
    expect(ids).toEqual([...ids].sort());
    expect(ids.every((id) => isId('ord', id))).toBe(true);
  });

  it.each([
    ['1970-01-01T00:00:00.000Z', 'ord_0000000000'],
    ['2026-11-22T09:30:00.000Z', 'ord_01M819EKE0'],
    ['9999-12-31T23:59:59.999Z', 'ord_76EZ91ZPZZ'],
    ['-000001-01-01T00:00:00.000Z', 'ord_0000000000'],
  ])('of %s is %s', (time, bound) => {
    expect(idBornAt('ord', new Date(time))).toBe(bound);
  });
});
