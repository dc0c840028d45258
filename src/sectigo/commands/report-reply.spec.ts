import { describe, expect, it } from '@jest/globals';
import { reportBody, type ReportNumbers, reportRow } from '../../../test/fixtures/replies/report-body.js';
import { sanitiseText } from '../wire/reply-text.js';
import { type PageContext, parseReportPage, type ReportPage } from './report-reply.js';

const FIRST_PAGE: PageContext = { framed: true, first: 1, last: 100, safe: sanitiseText };

function parse(body: string, context: Partial<PageContext> = {}): ReportPage {
  return parseReportPage(Buffer.from(body), { ...FIRST_PAGE, ...context });
}

/** The order numbers of a page, or why it is unreadable. */
function read(page: ReportPage): readonly string[] | string {
  if (page.kind === 'unreadable') return page.reason;
  return page.kind === 'page' ? page.rows.map(({ orderNumber }) => orderNumber) : `error ${page.code}`;
}

describe('a row', () => {
  const FULL =
    'errorCode=0&noOfResults=1&firstResultNo=1&lastResultNo=1&notBefore=1795384000&notAfter=1795385000' +
    '&1_orderNumber=3040824&1_orderStatus=Awaiting+Payment&1_dateTime=1795384801&1_organizationName=M%C3%BCller+%26+S%F6hne' +
    '&1_organizationalUnitName=Marketing&1_streetAddress1=Elm+Street+12&1_streetAddress2=&1_localityName=Los+Angeles' +
    '&1_stateOrProvinceName=CA&1_postalCode=90002&1_countryName=US&1_validationStatus=0&1_cost=210' +
    '&1_1_type=Document+Signing&1_1_certificateID=42&1_1_status=Issued&1_2_certificateID=43&1_somethingNew=1';

  it('is read with everything that we know of it', () => {
    expect(parse(FULL.replace('%F6', '%C3%B6'))).toEqual({
      kind: 'page',
      announced: 1,
      rows: [
        {
          orderNumber: '3040824',
          placedAt: new Date('2026-11-22T22:00:01Z'),
          status: 'Awaiting Payment',
          organizationName: 'Müller & Söhne',
          organizationalUnitName: 'Marketing',
          streetAddress1: 'Elm Street 12',
          localityName: 'Los Angeles',
          stateOrProvinceName: 'CA',
          postalCode: '90002',
          countryName: 'US',
          certificateId: '42',
          cost: '210.00',
          unreadable: {},
        },
      ],
    });
  });

  it('needs no more than an order number', () => {
    expect(parse('errorCode=0&noOfResults=1&1_orderNumber=7')).toMatchObject({
      rows: [
        {
          orderNumber: '7',
          placedAt: null,
          status: null,
          organizationName: null,
          certificateId: null,
          cost: null,
          unreadable: {},
        },
      ],
    });
  });

  it.each([
    ['1795384801000', '2026-11-22T22:00:01.000Z'],
    ['2026-11-22T22%3A00%3A01Z', '2026-11-22T22:00:01.000Z'],
    ['2026-11-22+22%3A00', '2026-11-22T22:00:00.000Z'],
  ])('may have its time as %s', (dateTime, at) => {
    const page = parse(`errorCode=0&noOfResults=1&1_orderNumber=7&1_dateTime=${dateTime}`);
    expect(page).toMatchObject({ rows: [{ placedAt: new Date(at), unreadable: {} }] });
  });

  it.each([
    ['dateTime', 'placedAt', '2026-11-22'],
    ['dateTime', 'placedAt', '0'],
    ['dateTime', 'placedAt', '22.11.2026 22:00'],
    ['cost', 'cost', 'much'],
    ['cost', 'cost', '999999999999.99'],
    ['1_certificateID', 'certificateId', 'n/a'],
  ])('of which %s cannot be read is doubtful, and the report is not', (name, member, value) => {
    const body = reportBody({ count: 2 }).replace(new RegExp(`&2_${name}=[^&]*`), '');
    const page = parse(`${body}&2_${name}=${encodeURIComponent(value)}`);
    expect(page).toMatchObject({
      rows: [{ unreadable: {} }, { [member]: null, unreadable: { [member]: value } }],
    });
  });

  it('may call its cost by the name that orders have for it', () => {
    const page = parse('errorCode=0&noOfResults=1&1_orderNumber=7&1_dateTime=1795384801&1_totalCost=9.5');
    expect(page).toMatchObject({ rows: [{ cost: '9.50' }] });
  });

  it('is one line of plain text in each value, without our password', () => {
    const name = '1_orderStatus=a%0D%0Ab%00++c+hunter2';
    const page = parse(`errorCode=0&noOfResults=1&1_orderNumber=7&1_dateTime=1795384801&${name}`, {
      safe: (text) => sanitiseText(text?.replaceAll('hunter2', '********') ?? null),
    });
    expect(page).toMatchObject({ rows: [{ status: 'a b c ********' }] });
  });

  it.each(['orderNumber=', 'orderNumber=0', 'orderNumber=07', 'orderNumber=7a', 'orderNumber=-7'])(
    'with %s makes the whole report unreadable',
    (field) => {
      const [name = '', value = ''] = field.split('=');
      const body = reportBody({ count: 3 }).replace(new RegExp(`2_${name}=[^&]*`), `2_${name}=${value}`);
      expect(read(parse(body))).toBe('row-unreadable');
    },
  );

  it('without an order number makes the whole report unreadable', () => {
    const body = reportBody({ count: 3 }).replace(/&2_orderNumber=[^&]*/, '');
    expect(read(parse(body))).toBe('row-unreadable');
  });
});

describe('a report', () => {
  const ALL = ['3040824', '3040825', '3040826'];

  it.each([
    ['', []],
    [`&firstResultNo=0&lastResultNo=0`, []],
  ])('may be empty %s', (envelope, rows) => {
    expect(read(parse(reportBody({ count: 0, envelope })))).toEqual(rows);
  });

  it.each(['', '&firstResultNo=1&lastResultNo=100', '&firstResultNo=1&lastResultNo=3'])(
    'may say which results it has (%s)',
    (envelope) => {
      expect(read(parse(reportBody({ count: 3, envelope })))).toEqual(ALL);
    },
  );

  it.each(['&firstResultNo=2', '&firstResultNo=', '&lastResultNo=2', '&lastResultNo=4', '&lastResultNo=x'])(
    'that has others than it says (%s) is unreadable',
    (envelope) => {
      expect(read(parse(reportBody({ count: 3, envelope })))).toBe('contradictory');
    },
  );

  it('may have its rows in any order and its names in any case', () => {
    const body = `noOfResults=2&${reportRow(2)}&ERRORCODE=0&${reportRow(1)}&\r\n`.replace(
      '1_orderN',
      '1_ORDERn',
    );
    expect(read(parse(body))).toEqual(ALL.slice(0, 2));
  });

  it('has its tenth row after its second', () => {
    const read10 = read(parse(reportBody({ count: 10 })));
    expect(read10).toEqual(Array.from({ length: 10 }, (_, index) => String(3040824 + index)));
  });

  it('may spell its code as the one known client reads it', () => {
    expect(read(parse('error_code=0&noOfResults=0'))).toEqual([]);
    expect(read(parse('error_code=0&errorCode=0&noOfResults=0'))).toBe('code-unknown');
  });

  it.each([
    ['total', 250, 1],
    ['total', 250, 101],
    ['count of this page', 100, 1],
  ])('of a full page may give the %s: %i', (_what, announced, start) => {
    const context = { first: 101, last: 200 };
    const rest = start === 1 && announced === 250 ? { first: 1, last: 100 } : context;
    expect(read(parse(reportBody({ count: 100, announced, start }), rest))).toHaveLength(100);
  });

  it.each([
    [150, 1],
    [150, 101],
    [50, 1],
    [50, 101],
  ])('of a last page may give total or count (%i) and number its rows from %i', (announced, start) => {
    const page = parse(reportBody({ count: 50, announced, start }), { first: 101, last: 200 });
    expect(read(page)).toHaveLength(50);
  });

  it.each([
    ['fewer rows than announced', { count: 3, announced: 4 }, FIRST_PAGE, 'rows-missing'],
    ['more rows than announced', { count: 3, announced: 2 }, FIRST_PAGE, 'rows-missing'],
    ['no rows but a count', { count: 0, announced: 1 }, FIRST_PAGE, 'rows-missing'],
    ['fewer rows than fit', { count: 99, announced: 250 }, FIRST_PAGE, 'rows-missing'],
    ['more rows than asked for', { count: 101 }, FIRST_PAGE, 'contradictory'],
    ['rows that start at 2', { count: 3, start: 2 }, FIRST_PAGE, 'rows-missing'],
    ['rows that start at 2', { count: 3, start: 2 }, { first: 9, last: 16 }, 'rows-missing'],
    ['a total that is over already', { count: 0, announced: 80 }, { first: 100, last: 198 }, 'rows-missing'],
  ] as [string, ReportNumbers, Partial<PageContext>, string][])(
    'with %s is unreadable',
    (_what, numbers, context, reason) => {
      expect(read(parse(reportBody(numbers), context))).toBe(reason);
    },
  );

  it.each([
    ['', 'empty'],
    [' \r\n', 'empty'],
    ['<html><body>1_orderNumber=7</body></html>', 'not-a-report'],
    ['{"errorCode":0}', 'count-missing'],
    ['0\n3040824\n', 'not-a-report'],
    ['noOfResults=0', 'code-unknown'],
    ['errorCode=&noOfResults=0', 'code-unknown'],
    ['errorCode=1&noOfResults=0', 'code-unknown'],
    ['errorCode=00&noOfResults=0', 'code-unknown'],
    ['errorCode=0', 'count-missing'],
    ['errorCode=0&noOfResults=', 'count-missing'],
    ['errorCode=0&noOfResults=-1', 'count-missing'],
    ['errorCode=0&noOfResults=1.0', 'count-missing'],
    ['errorCode=0&noOfResults=0&noOfResults=0', 'contradictory'],
    [`${reportBody({ count: 1 })}&1_ordernumber=3040824`, 'contradictory'],
    [`${reportBody({ count: 1 })}&0_orderNumber=5`, 'not-a-report'],
    [`${reportBody({ count: 1 })}&02_orderNumber=5`, 'not-a-report'],
    [`${reportBody({ count: 1 })}&2_=5`, 'not-a-report'],
    [`${reportBody({ count: 1 })}&_orderNumber=5`, 'not-a-report'],
    [`${reportBody({ count: 1 })}&2`, 'not-a-report'],
    [reportBody({ count: 3 }).replace('&3_', '&4_'), 'rows-missing'],
    [reportBody({ count: 3 }).replaceAll('&3_', '&4_'), 'rows-missing'],
  ])('%j is unreadable: %s', (body, reason) => {
    expect(read(parse(body))).toBe(reason);
  });

  it('of which HTTP does not prove that it is whole is unreadable', () => {
    expect(read(parse(reportBody({ count: 3 }), { framed: false }))).toBe('not-framed');
    expect(read(parse(`${reportBody({ count: 3 })}\n`, { framed: false }))).toBe('not-framed');
  });
});

describe('an error', () => {
  it.each([true, false])('is read as everywhere else (framed: %s)', (framed) => {
    expect(parse('errorCode=-2&errorItem=showCost&errorMessage=No+such+argument', { framed })).toEqual({
      kind: 'error',
      code: -2,
      message: 'No such argument',
      item: 'showCost',
    });
  });

  it('may come in lines', () => {
    expect(parse('-16\nPermission denied!\n')).toMatchObject({ kind: 'error', code: -16 });
  });
});
