import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sanitiseText } from '../wire/reply-text.js';
import { parseOrderStatus, type StatusContext } from './order-status.js';
import { CERTIFICATE_STATES } from '../tables/certificate-state.js';

const CONTEXT: StatusContext = { framed: true, orderNumber: '7250060', safe: sanitiseText };
const ORDER = 'errorCode=0&1_orderNumber=7250060&1_orderDateTime=2025-06-11+11%3A57';

function parse(body: string, context: Partial<StatusContext> = {}): ReturnType<typeof parseOrderStatus> {
  return parseOrderStatus(Buffer.from(body), { ...CONTEXT, ...context });
}

/** The state and the words, or why there are none. */
function read(body: string): string {
  const verdict = parse(body);
  if (verdict.kind === 'status') return `${verdict.status}: ${verdict.text}`;
  return verdict.kind === 'error' ? `error ${verdict.code}` : verdict.reason;
}

describe('a status, URL-encoded', () => {
  it('is read from the published sample, as far as it was published', () => {
    expect(parse(`${ORDER}&1_orderStatus=Pending`)).toEqual({
      kind: 'status',
      status: 'pending',
      text: 'Pending',
      validity: null,
      validityUnread: false,
    });
  });

  it.each([
    ['&1_orderStatus=Pending&1_1_certificateStatus=Issued', 'issued: Issued'],
    ['&1_orderStatus=Pending&1_1_status=Rejected%3A+no+such+company', 'rejected: Rejected: no such company'],
    ['&1_1_certificateState=revoked', 'revoked: revoked'],
    ['&1_1_status=failed&1_1_statusDesc=POST-SIGN+FAILED', 'failed: POST-SIGN FAILED'],
    [
      '&1_1_status=12&1_1_statusDesc=Awaiting+Validation+(Brand)',
      'awaiting-brand-validation: Awaiting Validation (Brand)',
    ],
    ['&1_1_status=6', 'unrecognised: 6'],
    ['&1_certificateStatus=Replaced&1_orderStatus=Paid', 'replaced: Replaced'],
    ['&1_orderStatus=Completed', 'unrecognised: Completed'],
    ['&1_orderStatus=Pending&1_1_certificateStatus=', 'pending: Pending'],
    ['&1_ORDERSTATUS=Pending&1_orderstatus=Pending&', 'pending: Pending'],
    // a token, its parcel, and what lies deeper
    ['&1_1_status=Issued&1_1_certificateID=9&1_2_status=Shipped&1_2_upsTrackingID=1Z', 'issued: Issued'],
    ['&1_orderStatus=Pending&1_1_1_status=Revoked&1_1_shippingCountry=US', 'pending: Pending'],
  ])('%s says %s', (rest, status) => {
    expect(read(ORDER + rest)).toBe(status);
  });

  it('may have no numbers, its names in any case and its code as one client spells it', () => {
    expect(read('error_code=0&ORDERNUMBER=7250060&orderstatus=Pending')).toBe('pending: Pending');
  });

  it('is about the newest of several certificates', () => {
    const certificates =
      '&1_1_certificateID=99&1_1_status=Replaced&1_2_certificateID=101&1_2_status=Issued&1_3_certificateID=100&1_3_status=Revoked';
    expect(read(ORDER + certificates)).toBe('issued: Issued');
  });

  it('is about the order asked for when there are others', () => {
    const body = `${ORDER}&1_orderStatus=Pending&2_orderNumber=7250061&2_orderStatus=Rejected`;
    expect(read(body)).toBe('pending: Pending');
    expect(parse(body, { orderNumber: '7250061' })).toMatchObject({ status: 'rejected' });
  });

  it.each([
    ['', 'empty'],
    [' \r\n', 'empty'],
    ['<html>Valid</html>', 'not-a-status'],
    ['Valid', 'not-a-status'],
    [`${ORDER}&1_orderStatus=<b>`, 'not-a-status'],
    ['1_orderNumber=7250060&1_orderStatus=Valid', 'code-unknown'],
    ['errorCode=1&1_orderNumber=7250060&1_orderStatus=Valid', 'code-unknown'],
    ['errorCode=0&error_code=0&1_orderNumber=7250060&1_orderStatus=Valid', 'code-unknown'],
    ['errorCode=0', 'another-order'],
    ['errorCode=0&1_orderStatus=Valid', 'another-order'],
    ['errorCode=0&1_orderNumber=725006&1_orderStatus=Valid', 'another-order'],
    ['errorCode=0&01_orderNumber=7250060&01_orderStatus=Valid', 'another-order'],
    [`${ORDER}&1_1_orderNumber=7250061&1_1_status=Valid`, 'another-order'],
    [`${ORDER}&2_orderNumber=7250060&2_orderStatus=Valid`, 'contradictory'],
    [`${ORDER}&1_orderNumber=7250061&1_orderStatus=Valid`, 'contradictory'],
    [`${ORDER}&1_orderStatus=Pending&1_orderStatus=Valid`, 'contradictory'],
    [`${ORDER}&1_1_status=revoked&1_1_statusDesc=Valid`, 'contradictory'],
    [`${ORDER}&1_1_certificateID=9&1_1_status=Valid&1_2_certificateID=9&1_2_status=Revoked`, 'contradictory'],
    [`${ORDER}&1_1_status=Valid&1_2_status=Revoked`, 'contradictory'],
    [`${ORDER}&1_1_certificateID=x1&1_1_status=Valid&1_2_certificateID=9&1_2_status=Valid`, 'contradictory'],
    [ORDER, 'status-missing'],
    [`${ORDER}&1_orderStatus=+%07`, 'status-missing'],
    ['-16\nPermission denied!', 'error -16'],
    ['errorCode=-20&errorMessage=The+certificate+request+has+been+rejected!', 'error -20'],
  ])('%j is none: %s', (body, reason) => {
    expect(read(body)).toBe(reason);
  });

  it('of which HTTP does not prove that it is whole is none, but an error is one', () => {
    expect(parse(`${ORDER}&1_orderStatus=Valid`, { framed: false })).toMatchObject({ reason: 'not-framed' });
    expect(parse('errorCode=-16&errorMessage=No', { framed: false })).toMatchObject({ code: -16 });
  });
});

describe('a status in JSON', () => {
  const issued = {
    orderNumber: 7250060,
    orderStatus: 'Pending',
    certificates: [{ certificateStatus: 'Issued' }],
  };

  it.each([
    [{ errorCode: 0, ...issued }],
    [{ errorCode: '0', data: issued }],
    [{ errorCode: 0, orders: [{ orderNumber: '7250061', orderStatus: 'Rejected' }, issued] }],
    [{ errorCode: 0, '1': { orderNumber: '7250060', '1': { status: 'Issued' } } }],
    [{ errorCode: 0, '1_orderNumber': 7250060, '1_1_certificateStatus': 'Issued' }],
    [{ ErrorCode: 0, OrderNumber: ' 7250060 ', Certificate: { ID: null, StatusDesc: 'Issued' } }],
  ])('may have many shapes: %j', (body) => {
    expect(read(JSON.stringify(body))).toBe('issued: Issued');
    expect(parse(JSON.stringify(body), { framed: false })).toMatchObject({ status: 'issued' });
  });

  it.each([
    ['[]', 'code-unknown'],
    ['{}', 'code-unknown'],
    ['{"errorCode":0', 'not-a-status'],
    ['{"errorCode":0}{}', 'not-a-status'],
    ['{"errorCode":true}', 'code-unknown'],
    ['{"errorCode":-42,"errorMessage":"Call limit"}', 'error -42'],
    ['{"errorCode":0,"errorcode":-42}', 'contradictory'],
    ['{"errorCode":0,"orderNumber":7250061,"orderStatus":"Valid"}', 'another-order'],
    ['{"errorCode":0,"orderNumber":7250060,"replacement":{"orderNumber":7250061}}', 'another-order'],
    ['{"errorCode":0,"orderNumber":7250060,"orderStatus":null}', 'status-missing'],
    ['{"errorCode":0,"orderNumber":7250060,"orderStatus":["Valid"]}', 'status-missing'],
    [`{"errorCode":0,"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, 'another-order'],
  ])('%.60s is none: %s', (body, reason) => {
    expect(read(body)).toBe(reason);
  });

  it('takes no number that a double has rounded', () => {
    const body = '{"errorCode":0,"orderNumber":9007199254740993,"orderStatus":"Valid"}';
    expect(parse(body, { orderNumber: '9007199254740992' })).toMatchObject({ reason: 'another-order' });
  });
});

describe('the validity', () => {
  it.each([
    ['', false],
    ['&1_1_notAfter=', false],
    ['&1_1_notBefore=1769817600&1_1_notAfter=1801439999', false],
    ['&1_1_notAfter=31+Jan+2027', true],
    ['&1_validFrom=31%2F01%2F26&1_validTo=31%2F01%2F27', true],
  ])('after %j is there and cannot be read: %s', (dates, validityUnread) => {
    expect(parse(`${ORDER}&1_1_status=Valid${dates}`)).toMatchObject({ validityUnread });
  });

  const valid = (from: string, to: string): unknown => {
    const verdict = parse(`${ORDER}&1_1_status=Valid&1_1_notBefore=${from}&1_1_notAfter=${to}`);
    return verdict.kind === 'status' ? verdict.validity : verdict;
  };
  const YEAR = { notBefore: new Date('2026-01-31T00:00:00Z'), notAfter: new Date('2027-01-31T23:59:59Z') };

  it.each([
    ['1769817600', '1801439999'],
    ['1769817600000', '1801439999000'],
    ['2026-01-31', '2027-01-31 23:59:59'],
    ['2026-01-31+00%3A00', '2027-01-31T23%3A59%3A59Z'],
  ])('may be from %s to %s', (from, to) => {
    expect(valid(from, to)).toEqual(YEAR);
  });

  it.each([
    ['', '1801439999'],
    ['1769817600', ''],
    ['1801439999', '1769817600'],
    ['2026-02-31', '2027-01-31'],
    ['2026-01-31 25:00', '2027-01-31'],
    ['31.01.2026', '31.01.2027'],
    ['01/02/2026', '01/02/2027'],
  ])('from %s to %s is none', (from, to) => {
    expect(valid(from, to)).toBeNull();
  });

  it('may be told of the order', () => {
    const body = `${ORDER}&1_orderStatus=Valid&1_validFrom=1769817600&1_validTo=1801439999`;
    expect(parse(body)).toMatchObject({ validity: YEAR });
  });
});

describe('the words', () => {
  it('are one line of plain text without our password, and never more than 200 characters', () => {
    const text = `Rejected:${'%0D%0A%00'.repeat(3)}hunter2+${'%F0%9F%98%80'.repeat(300)}`;
    const verdict = parse(`${ORDER}&1_1_status=${text}`, {
      safe: (said) => sanitiseText(said?.replaceAll('hunter2', '********') ?? null),
    });
    const shown = verdict.kind === 'status' ? verdict.text : '';
    expect(shown).toMatch(/^Rejected: \*{8} 😀/);
    expect([...shown]).toHaveLength(200);
  });
});

describe('any body at all', () => {
  const name = fc.constantFrom(
    'orderNumber',
    'orderStatus',
    'status',
    'statusDesc',
    'certificateID',
    'notBefore',
    'notAfter',
  );
  const value = fc.constantFrom(
    '7250060',
    '7250061',
    'Valid',
    'Revoked',
    'Rejected: x',
    '',
    '0',
    '%',
    '2026-01-31',
  );
  const pairs = fc
    .array(fc.tuple(fc.constantFrom('', '1_', '2_', '1_1_', '1_2_', '1_1_1_'), name, value), { maxLength: 9 })
    .map((fields) =>
      ['errorCode=0', ...fields.map(([path, key, text]) => `${path}${key}=${text}`)].join('&'),
    );
  const json = fc
    .tuple(fc.dictionary(name, fc.oneof(value, fc.jsonValue())), fc.jsonValue())
    .map(([known, other]) => JSON.stringify({ errorCode: 0, ...known, other }));
  const bytes = fc.uint8Array({ maxLength: 80 }).map((raw) => Buffer.from(raw).toString('latin1'));

  it('is read or not, but throws nothing and says nothing of another order', () => {
    fc.assert(
      fc.property(fc.oneof(pairs, json, fc.json(), bytes), fc.nat(), fc.boolean(), (body, at, cut) => {
        const said = cut ? body.slice(0, at % (body.length + 1)) : body;
        const verdict = parse(said);
        if (verdict.kind !== 'status') return;
        expect(CERTIFICATE_STATES).toContain(verdict.status);
        expect(verdict.text).not.toBe('');
        expect(said).toContain(CONTEXT.orderNumber);
      }),
      { numRuns: 1500 },
    );
  });
});
