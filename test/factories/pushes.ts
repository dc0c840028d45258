const WORDS = {
  3: ['failed', 'PRE-SIGN FAILED: CAA'],
  6: ['issued', 'Valid'],
  7: ['rejected', 'Rejected: no such organization'],
  8: ['revoked', 'Revoked'],
  9: ['issued', 'Issued but not yet collected'],
  12: ['awaitingbrandvalidation', 'Awaiting Validation (Brand)'],
  14: ['replaced', 'Replaced'],
} as const;

/** What Sectigo says of an order's certificate, with its own words for the code. */
export function aPush(
  orderNumber: string,
  statusCode: keyof typeof WORDS,
  more: Record<string, string> = {},
): Record<string, string> {
  const [status, statusDesc] = WORDS[statusCode];
  return {
    orderNumber,
    certificateID: '9003040824',
    eventType: 'Certificate',
    status,
    statusCode: String(statusCode),
    statusDesc,
    ...more,
  };
}
