import { type Claim } from '../../src/dispatch/claim/claim.query.js';
import { type Recorded } from '../../src/dispatch/record/gate-change.query.js';

/** What an attempt of that claim came to: Sectigo has the order. */
export function placed(
  claim: Claim,
  {
    orderNumber = `no ${claim.orderId}`,
    rawReply = null,
  }: { orderNumber?: string; rawReply?: string | null } = {},
): Recorded {
  return {
    claim,
    login: null,
    finding: { login: 'accepted', reach: 'reached' },
    decision: {
      status: 'placed',
      placed: {
        kind: 'placed',
        orderNumber,
        paymentOutstanding: true,
        cost: '1234.50',
        certificateId: 'id "quoted" \\ 株式会社 😀',
        certificateState: null,
      },
    },
    report: {
      outcome: 'placed',
      reason: null,
      sectigoCode: 1,
      sectigoMessage: 'a message',
      exchange: {
        httpStatus: 200,
        durationMs: 5,
        requestDigest: 'abc',
        replyDigest: 'def',
        rawReply,
        rawReplyFramed: rawReply === null ? null : true,
      },
    },
  };
}
