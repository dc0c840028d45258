import { describe, expect, it } from '@jest/globals';
import { toCsv } from './to-csv';
import { monthBeside, toRunway } from './to-runway';

const NOW = Date.parse('2026-11-30T12:00:00.000Z');

describe('how long the balance lasts', () => {
  it('is told by the average of the days', () => {
    expect(toRunway('1000.00', [{ total: '300.00' }, { total: '100.00' }], NOW)).toEqual({
      perDay: 200,
      days: 5,
      endsOn: new Date('2026-12-05T12:00:00.000Z'),
    });
  });

  it('is not known where nothing was spent, and is over where nothing is left', () => {
    expect(toRunway('1000.00', [{ total: '0.00' }], NOW)).toBeNull();
    expect(toRunway('1000.00', [], NOW)).toBeNull();
    expect(toRunway('-15.00', [{ total: '1.00' }], NOW)?.days).toBe(0);
  });

  it.each([
    ['2026-01', -1, '2025-12'],
    ['2026-12', 1, '2027-01'],
  ] as const)('the month beside %s (%d) is %s', (month, step, beside) =>
    expect(monthBeside(month, step)).toBe(beside),
  );
});

describe('a month as CSV', () => {
  it('has days, clients and products, and nothing that a spreadsheet would take for a formula', () => {
    const total = { orders: 1, total: '210.00' };
    const month = {
      ...total,
      month: '2026-10',
      byDay: [{ day: '2026-10-01', ...total }],
      byClient: [{ clientId: 'cli_1', name: '=SUM("A", B)', ...total }],
      byProduct: [{ certificateType: 'individual' as const, ...total }],
    };
    expect(toCsv(month, 'USD').split('\r\n')).toEqual([
      'by,what,orders,spent,currency',
      'day,2026-10-01,1,210.00,USD',
      `client,"'=SUM(""A"", B)",1,210.00,USD`,
      'product,individual,1,210.00,USD',
      'month,2026-10,1,210.00,USD',
      '',
    ]);
  });
});
