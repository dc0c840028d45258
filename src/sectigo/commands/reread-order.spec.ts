import { describe, expect, it } from '@jest/globals';
import { StoppedClock } from '../../../test/support/stopped-clock.js';
import { PUBLISHED_CATALOGUE } from '../tables/error-codes.js';
import { loadErrorCatalogue } from '../tables/error-codes-file.js';
import { PUBLISHED_NAMES } from '../tables/parameter-names.js';
import { keptText } from '../wire/reply-text.js';
import { parseReply } from '../wire/reply.js';
import { type KeptReply, rereadOrder } from './reread-order.js';

function reread(text: string, kept: Partial<KeptReply> = {}, rows: unknown = []): unknown {
  const codes = loadErrorCatalogue(rows);
  const catalogue = codes.kind === 'catalogue' ? codes.catalogue : PUBLISHED_CATALOGUE;
  const tables = { names: PUBLISHED_NAMES, catalogue };
  return rereadOrder({ text, httpStatus: 200, framed: true, ...kept }, tables, new StoppedClock());
}

describe('a kept reply, read again', () => {
  it('says what it says to the reader of today', () => {
    expect(reread('errorCode=0&my_key=ü&orderNumber=3040824')).toMatchObject({
      kind: 'placed',
      orderNumber: '3040824',
    });
  });

  it('is judged by the error table of today', () => {
    expect(reread('-14\nNo such thing')).toMatchObject({ kind: 'unknown', reason: 'error-code' });
    expect(reread('-14\nNo such thing', {}, [{ code: -14, problem: 'email-invalid' }])).toMatchObject({
      kind: 'refused',
      errorCode: -14,
      message: 'No such thing',
    });
  });

  it.each([
    'errorCode=-3&errorMessage=The\u0000argument+is+missing',
    'errorCode=0&orderNumber=3040824\u0007',
    'errorCode=0&orderNumber=3040824\u200b',
    '0\r\n3040824\u200b\r\n210.00',
    '0\r3040824\u001b\r210.00',
    '-3\r\nThe\u0000argument\tis missing\u202e',
  ])('says what the reply itself said, whatever cannot be seen in it: %j', (reply) => {
    const { kind } = parseReply(Buffer.from(reply));
    const expected = { accepted: 'placed', error: 'refused', unreadable: 'unknown' }[kind];
    expect(reread(keptText(reply))).toMatchObject({ kind: expected });
  });

  it.each([
    ['what may have been cut short', 'errorCode=0&orderNumber=30408', { framed: false }],
    ['a page of a proxy', 'errorCode=0&orderNumber=3040824', { httpStatus: 502 }],
    ['what nobody can read', '<html>', {}],
    ['what was masked', 'errorCode=0&orderNumber=3040824&loginPassword=********', {}],
  ])('is still unknown where it is %s', (_, text, kept) => {
    expect(reread(text, kept)).toMatchObject({ kind: 'unknown' });
  });
});
