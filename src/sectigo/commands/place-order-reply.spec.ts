import { describe, expect, it } from '@jest/globals';
import { type ErrorCatalogue, PUBLISHED_CATALOGUE, PUBLISHED_ERRORS } from '../tables/error-codes.js';
import { PUBLISHED_NAMES } from '../tables/parameter-names.js';
import { type BrokenExchange, type HttpReply } from '../wire/post-form.client.js';
import { censorOf } from '../wire/safe-text.js';
import { outcomeOf, type ReplyContext, type Wire } from './execute.js';
import { orderCommand, type OrderOutcome, withEvidence } from './place-order.js';

const exchange = {
  httpStatus: 200,
  durationMs: 5,
  requestDigest: 'aa',
  replyDigest: 'bb',
  rawReply: null,
  rawReplyFramed: null,
};
const CONTEXT: ReplyContext & Pick<Wire, 'catalogue' | 'names'> = {
  catalogue: PUBLISHED_CATALOGUE,
  names: PUBLISHED_NAMES,
  now: new Date('2026-11-22T12:00:00Z'),
  interruption: null,
  censor: censorOf({ loginName: 'reseller', proof: { kind: 'password', loginPassword: 's3cret' } }),
};
const PLACED = 'errorCode=0&orderNumber=3040824&totalCost=210.00';

/** The outcome; of the evidence only whether the reply itself is kept. */
function classifyReply(reply: HttpReply | BrokenExchange, context: typeof CONTEXT): OrderOutcome {
  const outcome = outcomeOf(orderCommand({}, {}, context), reply, context);
  const sent = { entries: null, reply, censor: context.censor, durationMs: 5 };
  const placed = withEvidence({ outcome, sent }, context);
  const { rawReply, rawReplyFramed } = placed.exchange;
  return { ...placed, exchange: { ...exchange, rawReply, rawReplyFramed } };
}

function reply(body: string, changes: Partial<HttpReply> = {}): HttpReply {
  const head = { httpStatus: 200, retryAfter: null, encoded: false, framed: true };
  return { kind: 'replied', ...head, body: Buffer.from(body), ...changes };
}

function broken(changes: Partial<BrokenExchange> = {}): BrokenExchange {
  return { kind: 'broken', reason: 'reset', httpStatus: null, retryAfter: null, ...changes };
}

const unknown = (reason: string, detail: string, rawReply: string | null = null) => ({
  kind: 'unknown',
  reason,
  errorCode: null,
  message: null,
  detail,
  exchange: { ...exchange, rawReply, rawReplyFramed: rawReply === null ? null : true },
});

describe('HTTP 429', () => {
  it.each([
    ['the time it names in seconds', '7', 7_000],
    ['the time it names as a date', 'Sun, 22 Nov 2026 12:00:30 GMT', 30_000],
    ['no time', null, null],
  ])('slows us down, with %s', (_, retryAfter, retryAfterMs) => {
    const throttled = { kind: 'throttled', retryAfterMs, errorCode: null, message: null, exchange };
    expect(classifyReply(reply('', { httpStatus: 429, retryAfter }), CONTEXT)).toEqual(throttled);
    expect(classifyReply(broken({ httpStatus: 429, retryAfter }), CONTEXT)).toEqual(throttled);
  });
});

describe('any other HTTP status than 200', () => {
  it.each([201, 204, 301, 302, 400, 401, 403, 404, 408, 418, 428, 430, 500, 502, 503, 504])(
    '%i leaves the outcome open, whatever the body says',
    (httpStatus) => {
      const outcome = (raw: string | null) => unknown('http-status', `HTTP ${httpStatus}.`, raw);
      expect(classifyReply(reply(PLACED, { httpStatus }), CONTEXT)).toEqual(outcome(PLACED));
      expect(classifyReply(reply('errorCode=-9', { httpStatus }), CONTEXT)).toEqual(outcome('errorCode=-9'));
      expect(classifyReply(broken({ httpStatus, reason: 'truncated' }), CONTEXT)).toEqual(outcome(null));
    },
  );
});

describe('an exchange that broke', () => {
  it.each([
    ['reset', 'The connection ended before a reply began.'],
    ['truncated', 'The connection ended within the reply.'],
    ['reply-too-large', 'The reply is larger than any reply can be.'],
  ] as const)('by %s leaves the outcome open', (reason, detail) => {
    expect(classifyReply(broken({ reason, httpStatus: 200 }), CONTEXT)).toEqual(unknown(reason, detail));
    expect(classifyReply(broken({ reason }), CONTEXT)).toEqual(unknown(reason, detail));
  });

  it.each([
    ['timeout', 'No complete reply within the time allowed.'],
    ['aborted', 'The gateway gave up after it was connected.'],
  ] as const)('because of our own %s says so', (interruption, detail) => {
    expect(classifyReply(broken(), { ...CONTEXT, interruption })).toEqual(unknown(interruption, detail));
  });
});

describe('an HTTP 200 reply', () => {
  it('with a content encoding leaves the outcome open', () => {
    expect(classifyReply(reply(PLACED, { encoded: true }), CONTEXT)).toEqual(
      unknown('unreadable', 'The reply has a content encoding, which was not asked for.'),
    );
  });

  it.each([
    ['', 'empty'],
    ['<html>errorCode=0</html>', 'not-a-reply'],
    ['errorCode=0', 'order-number-missing'],
    ['errorCode=2&orderNumber=1', 'code-unknown'],
  ])('that is %j leaves the outcome open', (body, reason) => {
    expect(classifyReply(reply(body), CONTEXT)).toEqual(
      unknown('unreadable', `The reply cannot be read (${reason}).`, body),
    );
  });

  it.each(['totalCost=999999999999.99', 'totalCost=210.1234', 'certificateID=n%2Fa'])(
    'with %s is an order all the same, and kept as it came, without our password',
    (field) => {
      const body = `errorCode=0&orderNumber=3040824&${field}&x=s3cret`;
      expect(classifyReply(reply(body), CONTEXT)).toMatchObject({
        kind: 'placed',
        orderNumber: '3040824',
        cost: null,
        certificateId: null,
        exchange: { ...exchange, rawReply: body.replace('s3cret', '********'), rawReplyFramed: true },
      });
    },
  );

  it('that can be read as a whole is not kept', () => {
    expect(classifyReply(reply(PLACED), CONTEXT)).toMatchObject({ exchange });
    expect(classifyReply(reply('errorCode=-777&errorMessage=s3cret'), CONTEXT)).toMatchObject({ exchange });
  });

  it('whose end is not certain is not believed in its last value', () => {
    expect(classifyReply(reply('errorCode=0&orderNumber=30', { framed: false }), CONTEXT)).toMatchObject({
      kind: 'unknown',
      reason: 'unreadable',
    });
  });

  it.each([
    [0, false],
    [1, true],
  ])('with code %i is an order', (code, paymentOutstanding) => {
    const body = `errorCode=${code}&orderNumber=3040824&totalCost=210.00&certificateID=123&certificateState=s3cret%0Astate`;
    expect(classifyReply(reply(body), CONTEXT)).toEqual({
      kind: 'placed',
      orderNumber: '3040824',
      paymentOutstanding,
      cost: '210.00',
      certificateId: '123',
      certificateState: '******** state',
      exchange,
    });
  });

  it('with an order number alone is an order without the rest', () => {
    expect(classifyReply(reply('errorCode=0&orderNumber=1'), CONTEXT)).toEqual({
      kind: 'placed',
      orderNumber: '1',
      paymentOutstanding: false,
      cost: null,
      certificateId: null,
      certificateState: null,
      exchange,
    });
  });
});

describe('an error of Sectigo', () => {
  it('is a refusal with its entry and the field at fault', () => {
    const body = 'errorCode=-7&errorMessage=s3cret+XX+is+no+country&errorItem=countryName';
    expect(classifyReply(reply(body), CONTEXT)).toEqual({
      kind: 'refused',
      errorCode: -7,
      message: '******** XX is no country',
      entry: PUBLISHED_CATALOGUE.byCode.get(-7),
      argument: 'countryName',
      argumentField: 'organization.address.country',
      exchange,
    });
  });

  it('that names our password as its argument does not tell it', () => {
    const outcome = classifyReply(reply('errorCode=-2&errorItem=s3cret'), CONTEXT);
    expect(outcome).toMatchObject({
      kind: 'refused',
      message: null,
      argument: '********',
      argumentField: null,
    });
  });

  it.each([
    ['the time that HTTP names', '9', 9_000],
    ['no time', null, null],
  ])('about too many calls slows us down, with %s', (_, retryAfter, retryAfterMs) => {
    expect(classifyReply(reply('errorCode=-42&errorMessage=Slow+down', { retryAfter }), CONTEXT)).toEqual({
      kind: 'throttled',
      retryAfterMs,
      errorCode: -42,
      message: 'Slow down',
      exchange,
    });
  });

  it('that the catalogue does not know is a refusal to look into', () => {
    expect(classifyReply(reply('errorCode=-777&errorMessage=Hm'), CONTEXT)).toMatchObject({
      kind: 'refused',
      errorCode: -777,
      entry: { problem: 'sectigo-error-unrecognised', disposition: 'hold-order' },
    });
  });

  it('that leaves the outcome open says which it was', () => {
    expect(classifyReply(reply('errorCode=-14&errorMessage=Unknown+error'), CONTEXT)).toEqual({
      ...unknown('error-code', 'Sectigo answered -14.', 'errorCode=-14&errorMessage=Unknown+error'),
      errorCode: -14,
      message: 'Unknown error',
    });
  });

  it.each(PUBLISHED_ERRORS.map((entry) => [entry.disposition, entry.row ?? entry.code, entry] as const))(
    'to %s (row %s) becomes the outcome that it calls for',
    (disposition, _row, entry) => {
      const catalogue: ErrorCatalogue = { entries: [], byCode: new Map([[-777, entry]]) };
      const { kind } = classifyReply(reply('errorCode=-777'), { ...CONTEXT, catalogue });
      expect(kind).toBe({ throttle: 'throttled', unknown: 'unknown' }[disposition as string] ?? 'refused');
    },
  );
});
