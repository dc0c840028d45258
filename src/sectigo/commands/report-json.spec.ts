import { describe, expect, it } from '@jest/globals';
import { sanitiseText } from '../wire/reply-text.js';
import { parseReportPage, type ReportPage } from './report-reply.js';

const parse = (body: string, framed = true): ReportPage =>
  parseReportPage(Buffer.from(body), { framed, first: 1, last: 100, safe: sanitiseText });

/** The order numbers of a page, or why it is unreadable. */
function read(page: ReportPage): readonly string[] | string {
  if (page.kind === 'unreadable') return page.reason;
  return page.kind === 'page' ? page.rows.map(({ orderNumber }) => orderNumber) : `error ${page.code}`;
}

describe('a report in JSON', () => {
  const ROW = { orderNumber: 7, organizationName: 'Müller & Söhne', cost: 9.5, street: null };
  const json = (members: object): string => JSON.stringify({ errorCode: 0, noOfResults: 1, ...members });

  it('is read like the other format', () => {
    const orders = [{ ...ROW, certificates: [{ certificateID: '42' }] }];
    expect(parse(json({ orders }), false)).toMatchObject({
      kind: 'page',
      announced: 1,
      rows: [{ orderNumber: '7', organizationName: 'Müller & Söhne', cost: '9.50', certificateId: '42' }],
    });
    expect(read(parse(json({ '1_orderNumber': '7' })))).toEqual(['7']);
    expect(read(parse(json({ noOfResults: '0', orders: [] })))).toEqual([]);
  });

  it.each([
    ['without a count', JSON.stringify({ errorCode: 0, orders: [ROW] }), 'count-missing'],
    ['that lacks a row', json({ noOfResults: 2, orders: [ROW] }), 'rows-missing'],
    ['with a row without a number', json({ orders: [{ cost: 1 }] }), 'row-unreadable'],
    [
      'with a number that was rounded',
      json({ orders: [ROW] }).replace(':7', ':12345678901234567890'),
      'not-a-report',
    ],
    ['with two lists', json({ orders: [ROW], others: [ROW] }), 'not-a-report'],
    [
      'with a name that comes twice',
      json({ orders: [ROW] }).replace('"cost"', '"orderNumber":8,"cost"'),
      'contradictory',
    ],
    ['that was cut short', json({ orders: [ROW] }).slice(0, -2), 'not-a-report'],
    ['with another code', json({ errorCode: 3, orders: [ROW] }), 'code-unknown'],
    ['that is a list', '[{"orderNumber":7}]', 'not-a-report'],
    ['with an error', '{"errorCode":-16,"errorMessage":"No"}', 'error -16'],
  ])('%s is none', (_what, body, reason) => {
    expect(read(parse(body))).toBe(reason);
  });
});
