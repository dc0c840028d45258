import { describe, expect, it } from '@jest/globals';
import { Prisma } from '../../platform/prisma/generated/client.js';
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
  version: 3,
};
const line = (changes: Partial<ExportedOrder> = {}): string => toCsvLine({ ...ORDER, ...changes });
const cellOf = (organizationName: string): string | undefined =>
  /,organization,(.*),false,3040824,210\.00,,1,3\r\n$/s.exec(line({ organizationName }))?.[1];

describe('an order as a line of CSV', () => {
  it('has the columns of the header', () => {
    expect(CSV_HEADER).toBe(
      'id,status,createdAt,placedAt,clientId,reference,certificateType,organization,test,sectigoOrderNumber,cost,problemCode,attempts,version\r\n',
    );
    expect(line()).toBe(
      'ord_1,placed,2026-11-22T09:30:00.120Z,2026-11-22T09:30:02.000Z,cli_1,PO-4711,organization,Company ABC 123,false,3040824,210.00,,1,3\r\n',
    );
  });

  it('leaves empty what is not there yet', () => {
    const changes = { placedAt: null, reference: null, sectigoOrderNumber: null, cost: null };
    expect(line({ ...changes, status: 'rejected', problem: { code: 'country-invalid' } })).toBe(
      'ord_1,rejected,2026-11-22T09:30:00.120Z,,cli_1,,organization,Company ABC 123,false,,,country-invalid,1,3\r\n',
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
    [' =1+1', "' =1+1"],
    ['\u00a0=1+1', "'\u00a0=1+1"],
    ['\u3000@cmd', "'\u3000@cmd"],
    ['\u200b=cmd', "'\u200b=cmd"],
    ['\ufeff\u2060=cmd', "'\ufeff\u2060=cmd"],
    ['\u202e=cmd', "'\u202e=cmd"],
    ['\u3164\u2800\u00ad=cmd', "'\u3164\u2800\u00ad=cmd"],
    ['\ufe0f\u034f=cmd', "'\ufe0f\u034f=cmd"],
    ['\u0000=cmd', "'\u0000=cmd"],
    ['\u{e0020}=cmd', "'\u{e0020}=cmd"],
    ['＝cmd', "'＝cmd"],
    ['＋1', "'＋1"],
    ['－1', "'－1"],
    ['＠SUM(A1)', "'＠SUM(A1)"],
    ['｜cmd', "'｜cmd"],
    ['％x', "'％x"],
    ['﹦cmd', "'﹦cmd"],
    ['⁼cmd', "'⁼cmd"],
    ['−1', "'−1"],
    ['\u200b \t＝cmd', "'\u200b \t'＝cmd"],
    ['|cmd', "'|cmd"],
    ['%x', "'%x"],
    ['\n=1', '"\'\n\'=1"'],
    ['\nx', '"\'\nx"'],
    ['a;=1+1', "a;'=1+1"],
    ['a\t =1+1', "a\t' =1+1"],
    ['a\r\n＝1', '"a\r\n\'＝1"'],
  ])('keeps %j from being a formula', (name, cell) => {
    expect(cellOf(name)).toBe(cell);
  });

  it.each([
    'a=1',
    "'quoted'",
    'Müller & Söhne; Co',
    '100% Ltd',
    'a-b',
    '株式会社',
    'e\u0301t\u00e9',
    '(=)',
    '#1',
  ])('leaves %j as it is', (name) => {
    expect(cellOf(name)).toBe(name);
  });

  it('has numbers of ours as numbers', () => {
    expect(line({ cost: new Prisma.Decimal('-5') })).toContain(',3040824,-5.00,,');
  });

  it('keeps every word of others from being a formula', () => {
    const changes = { reference: '=1', sectigoOrderNumber: ' +1', clientId: '@1' };
    expect(line(changes)).toContain(",'@1,'=1,organization,");
    expect(line(changes)).toContain(",' +1,");
  });
});
