import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readTime } from './values.js';

const NOON = '2026-11-22T12:00:00.000Z';

describe('a time as Sectigo writes it', () => {
  it.each([
    ['UNIX seconds', '1795348800', NOON],
    ['milliseconds', '1795348800000', NOON],
    ['no zone', '2026-11-22 12:00', NOON],
    ['no zone, to the second', '2026-11-22 12:00:59', '2026-11-22T12:00:59.000Z'],
    ['ISO 8601', '2026-11-22T12:00:00Z', NOON],
    ['ISO 8601 without a zone', '2026-11-22T12:00:00', NOON],
    ['ISO 8601 with a fraction', '2026-11-22T12:00:00.123456Z', NOON],
    ['ISO 8601 to the east', '2026-11-22T14:30:00+02:30', NOON],
    ['ISO 8601 with a plus that a form has lost', '2026-11-22T14:30:00 02:30', NOON],
    ['ISO 8601 to the west, without a colon', '2026-11-22t05:00:00-0700', NOON],
    ['the farthest zone', '2026-11-23T02:00:00+14:00', NOON],
  ])('may have %s', (_what, text, at) => {
    expect(readTime(text)).toEqual({ at: new Date(at), dayOnly: false });
  });

  it('may name a day alone', () => {
    expect(readTime('2026-11-22')).toEqual({ at: new Date('2026-11-22T00:00:00Z'), dayOnly: true });
  });

  it.each([
    '',
    '0',
    '-1795348800',
    '17953488',
    '17953488001',
    '179534880000000',
    '01795348800',
    '1795348800.5',
    '2026-02-29 12:00',
    '2026-13-01',
    '2026-11-31 12:00',
    '2026-11-22 24:00',
    '2026-11-22 12:60',
    '2026-11-22 12:00:60',
    '2026-11-22 12',
    '2026-11-22T12:00:00+15:00',
    '2026-11-22T12:00:00+01:60',
    '0000-01-01T00:00:00Z',
    '0001-01-01',
    '1969-12-31',
    '9999-12-31 23:59',
    '11/22/2026 12:00',
    '22 Nov 2026 12:00',
    '2026-11-22 12:00 BST',
    ' 1795348800',
  ])('is none as "%s"', (text) => {
    expect(readTime(text)).toBeNull();
  });

  it('is always one that Postgres can keep', () => {
    const digits = fc.stringMatching(/^[0-9]{1,15}$/);
    const written = fc.stringMatching(/^\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?$/);
    fc.assert(
      fc.property(fc.oneof(digits, written), (text) => {
        const year = readTime(text)?.at.getUTCFullYear() ?? 2000;
        expect(year).toBeGreaterThanOrEqual(1969);
        expect(year).toBeLessThanOrEqual(9999);
      }),
    );
  });
});
