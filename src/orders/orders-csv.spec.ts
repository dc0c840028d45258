import { describe, expect, it } from '@jest/globals';
import { Prisma } from '../platform/prisma/generated/client.js';
import { type ExportedOrder } from './order.query.js';
import { CSV_HEADER, toCsvLine } from './orders-csv.js';

const ORDER: ExportedOrder = {
  id: 'ord_1',
  status: 'placed',
  createdAt: new Date('2026-11-22T09:30:00.120Z'),
  placedAt: new Date('2026-11-22T09:30:02Z'),
  clientId: 'cli_1',
  reference: 'PO-4711',
  certificateType: 'organization',
  organizationName: 'Company ABC 123',
  test: false,
  sectigoOrderNumber: '3040824',
  cost: new Prisma.Decimal('210'),
  problem: null,
  attempts: 1,
};
const line = (changes: Partial<ExportedOrder> = {}): string => toCsvLine({ ...ORDER, ...changes });
const cellOf = (organizationName: string): string | undefined =>
  /,organization,(.*),false,3040824,210\.00,,1\r\n$/s.exec(line({ organizationName }))?.[1];

describe('an order as a line of CSV', () => {
  it('has the columns of the header', () => {
    expect(CSV_HEADER).toBe(
      'id,status,createdAt,placedAt,clientId,reference,certificateType,organization,test,sectigoOrderNumber,cost,problemCode,attempts\r\n',
    );
    expect(line()).toBe(
      'ord_1,placed,2026-11-22T09:30:00.120Z,2026-11-22T09:30:02.000Z,cli_1,PO-4711,organization,Company ABC 123,false,3040824,210.00,,1\r\n',
    );
  });

  it('leaves empty what is not there yet', () => {
    const changes = { placedAt: null, reference: null, sectigoOrderNumber: null, cost: null };
    expect(line({ ...changes, status: 'rejected', problem: { code: 'country-invalid' } })).toBe(
      'ord_1,rejected,2026-11-22T09:30:00.120Z,,cli_1,,organization,Company ABC 123,false,,,country-invalid,1\r\n',
    );
  });

  it.each([
    ['a, b', '"a, b"'],
    ['say "yes"', '"say ""yes"""'],
    ['two\r\nlines', '"two\r\nlines"'],
    ['東京 & Ünïon; 100%', '東京 & Ünïon; 100%'],
    [' kept ', ' kept '],
  ])('quotes %j where it must', (name, cell) => {
    expect(cellOf(name)).toBe(cell);
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['+49 30', "'+49 30"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\tx', "'\tx"],
    ['\rx', '"\'\rx"'],
    ['=HYPERLINK("http://x","y")', '"\'=HYPERLINK(""http://x"",""y"")"'],
    ['a=1', 'a=1'],
    ["'quoted'", "'quoted'"],
  ])('keeps %j from being a formula', (name, cell) => {
    expect(cellOf(name)).toBe(cell);
  });
});
