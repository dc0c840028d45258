import { assertNever } from './assert-never.js';
import { errorReplyFor, messageOf, type ErrorCodes, type ErrorReply } from './error-rows.js';
import { type FaultAction } from './faults.js';
import { bodyReply, errorReply, type Reply, type ReplyFormat } from './reply-formats.js';

const MAINTENANCE_PAGE = `<!DOCTYPE html>
<html><head><title>Service Unavailable</title></head>
<body><h1>We will be back soon</h1><p>Reference 0: order 1, status 0.</p></body></html>
`;

/** The reply of a fault that replaces it; null for a fault that leaves it alone and spoils its form or delivery. */
export function faultReply(action: FaultAction, format: ReplyFormat, codes: ErrorCodes): Reply | null {
  switch (action.kind) {
    case 'error':
      return errorReply(scriptedError(action, codes), format);
    case 'http':
      return bodyReply(action.status, 'text/plain', action.body, action.headers);
    case 'raw-body':
      return bodyReply(200, action.contentType, action.body);
    case 'empty':
      return bodyReply(200, 'text/plain', '');
    case 'html':
      return bodyReply(200, 'text/html; charset=utf-8', MAINTENANCE_PAGE);
    case 'throttle': {
      const { retryAfterSeconds } = action;
      const headers = retryAfterSeconds === null ? {} : { 'retry-after': String(retryAfterSeconds) };
      return bodyReply(429, 'text/plain', 'Too Many Requests', headers);
    }
    case 'format':
    case 'reset':
    case 'hang':
    case 'delay':
    case 'truncate':
    case 'report':
      return null;
    default:
      return assertNever(action);
  }
}

function scriptedError(action: Extract<FaultAction, { kind: 'error' }>, codes: ErrorCodes): ErrorReply {
  const item = action.item ?? null;
  if ('row' in action) {
    const subject = item === null ? {} : { subject: item };
    const usual = errorReplyFor({ row: action.row, ...subject }, codes);
    return { ...usual, message: action.message ?? usual.message };
  }
  const message = action.message ?? messageOf(action.code).replace('xxxx', () => item ?? 'xxxx');
  return { code: action.code, message, item };
}
