import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { violatedIndex } from './sql-errors.js';

const INDEX = 'orders_pkey';
const GERMAN = `doppelter Schlüsselwert verletzt Unique-Constraint »${INDEX}«`;

const ofDriver = (code: string): Error =>
  Object.assign(new pg.DatabaseError(GERMAN, 1, 'error'), { code, constraint: INDEX });

describe('the index that refused a row', () => {
  it.each<[string, unknown]>([
    ["the driver's error, in any language", ofDriver('23505')],
    [
      "Prisma's adapter",
      { cause: { originalCode: '23505', originalMessage: GERMAN, constraint: { index: INDEX } } },
    ],
    ['a message alone', { meta: { message: `duplicate key value violates unique constraint "${INDEX}"` } }],
  ])('is told by %s', (_, error) => {
    expect(violatedIndex(error)).toBe(INDEX);
  });

  it.each<[string, unknown]>([
    ['another constraint', ofDriver('23514')],
    ['another error', new Error('gone')],
    ['no error', null],
  ])('is not told by %s', (_, error) => {
    expect(violatedIndex(error)).toBeUndefined();
  });
});
