import { describe, expect, it } from '@jest/globals';
import { placesFor, PLACES } from './places';
import { toLookUps } from './to-look-ups';

describe('what is typed into the search', () => {
  it.each([
    ['ord_01JDB2XZ0V', [{ kind: 'order', id: 'ord_01JDB2XZ0V' }]],
    [' cli_01JDB2XZ0V ', [{ kind: 'client', id: 'cli_01JDB2XZ0V' }]],
    ['whk_01JDB2XZ0V', [{ kind: 'webhook', id: 'whk_01JDB2XZ0V' }]],
    ['req_01JDB2XZ0V', [{ kind: 'request', id: 'req_01JDB2XZ0V' }]],
    ['PO-4711', [{ kind: 'orders', filter: { q: 'PO-4711' } }]],
    [
      '3040824',
      [
        { kind: 'orders', filter: { q: '3040824' } },
        { kind: 'orders', filter: { certificateId: '3040824' } },
      ],
    ],
    ['   ', []],
    ['x'.repeat(101), []],
  ])('“%s” is looked up as %j', (typed, lookUps) => expect(toLookUps(typed)).toEqual(lookUps));

  it('finds pages by what people call them', () => {
    const titles = (query: string): string[] => placesFor(query, PLACES).map(({ title }) => title);
    expect(titles('spend')).toEqual(['Money']);
    expect(titles('nothing sent')).toEqual(['Overview']);
    expect(titles('expire')).toEqual(['Certificates']);
    expect(titles('zebra')).toEqual([]);
  });
});
