import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { reportBody, reportRow } from '../../../test/fixtures/replies/report-body.js';
import { sanitiseText } from '../wire/reply-text.js';
import { type PageContext, parseReportPage, type ReportPage } from './report-reply.js';

const FIRST_PAGE: PageContext = { framed: true, first: 1, last: 12, safe: sanitiseText };

function parse(body: string, context: PageContext): ReportPage {
  return parseReportPage(Buffer.from(body), context);
}

describe('a mangled report', () => {
  const numbers = fc
    .record({ count: fc.integer({ min: 0, max: 11 }), page: fc.integer({ min: 0, max: 2 }) })
    .chain(({ count, page }) => {
      const context = { ...FIRST_PAGE, first: page === 0 ? 1 : 2 + page * 10, last: 12 + page * 10 };
      return fc.record({
        context: fc.constant(context),
        body: fc
          .record({
            announced: fc.constantFrom(count, count === 0 ? 0 : count + context.first - 1),
            start: fc.constantFrom(1, context.first),
            envelope: fc.constantFrom('', `&firstResultNo=${context.first}&lastResultNo=${context.last}`),
          })
          .map((more) => reportBody({ count, ...more })),
      });
    });

  type Mangle = (body: string, at: number, other: number) => string;
  const MANGLES: Readonly<Record<string, Mangle>> = {
    'cut at the end': (body, at) => body.slice(0, at),
    'cut at the front': (body, at) => body.slice(at),
    'with a byte lost': (body, at) => body.slice(0, at) + body.slice(at + 1),
    'with a byte changed': (body, at, other) =>
      body.slice(0, at) + String.fromCharCode(32 + (other % 95)) + body.slice(at + 1),
    'with a value lost': (body, at) =>
      body
        .split('&')
        .filter((_, i, all) => i !== at % all.length)
        .join('&'),
    'with a value twice': (body, at) =>
      body
        .split('&')
        .flatMap((part, i, all) => (i === at % all.length ? [part, part] : [part]))
        .join('&'),
    'with a row lost': (body, at) => {
      const lost = `${1 + (at % 24)}_`;
      return body
        .split('&')
        .filter((part) => !part.startsWith(lost))
        .join('&');
    },
  };

  it.each(Object.keys(MANGLES))('%s is never read as a shorter one', (name) => {
    const mangle = MANGLES[name] ?? ((body) => body);
    fc.assert(
      fc.property(numbers, fc.nat(), fc.nat(), ({ body, context }, at, other) => {
        const whole = parse(body, context);
        const mangled = parse(mangle(body, at % (body.length + 1), other), context);
        if (whole.kind !== 'page') throw new Error(`The report itself is unreadable: ${body}`);
        if (mangled.kind === 'page') expect(mangled.rows.length).toBeGreaterThanOrEqual(whole.rows.length);
      }),
      { numRuns: 1500 },
    );
  });

  it('is never read as a page whose numbers it does not state', () => {
    const bytes = fc.uint8Array({ maxLength: 60 }).map((random) => Buffer.from(random).toString('latin1'));
    const words = fc
      .array(
        fc.constantFrom(
          'errorCode=0',
          'noOfResults=1',
          'noOfResults=0',
          reportRow(1),
          reportRow(2),
          '&',
          '1_dateTime=',
        ),
        { maxLength: 7 },
      )
      .map((parts) => parts.join('&'));
    fc.assert(
      fc.property(fc.oneof(bytes, words), (body) => {
        const page = parse(body, FIRST_PAGE);
        if (page.kind !== 'page') return;
        const stated = new URLSearchParams(body);
        expect([stated.get('errorCode'), stated.get('noOfResults')]).toEqual(['0', String(page.rows.length)]);
      }),
      { numRuns: 1500 },
    );
  });
});
