import { assertNever } from '../shared/assert-never.js';
import { type Answer, ask } from './ask.js';
import { judgeError } from './command-error.js';
import { reportForm } from './report-form.js';
import { type ReportFailed, type ReportFailure, type ReportQuery } from './report-outcome.js';
import { type ReportRefused, type ReportThrottled } from './report-outcome.js';
import { parseReportPage, type ReportPage } from './web-host-report.js';
import { type Wire } from './wire.js';

export interface PageRequest {
  readonly query: ReportQuery;
  /** The first and the last result wanted, counted from 1. */
  readonly first: number;
  readonly last: number;
  readonly url: URL;
  readonly wire: Wire;
  readonly signal: AbortSignal | undefined;
}

type WholePage = Extract<ReportPage, { kind: 'page' }>;
export type PageOutcome = WholePage | ReportRefused | ReportThrottled | ReportFailed;

/** 10 KiB a row, many times what one takes. */
const MOST_REPLY_BYTES = 1024 * 1024;

/** `!WebHostReport`, once: one page, one connection, one deadline. */
export async function askForPage(request: PageRequest): Promise<PageOutcome> {
  const { query, url, wire, signal } = request;
  const answer = await ask({
    formOf: (login) => reportForm(query, request, login),
    url,
    wire,
    signal,
    mostReplyBytes: MOST_REPLY_BYTES,
  });
  switch (answer.kind) {
    case 'not-sent':
    case 'nothing-said':
      return failed(answer.reason, answer.detail);
    case 'busy':
      return { kind: 'throttled', retryAfterMs: answer.retryAfterMs, errorCode: null, message: null };
    case 'spoken':
      return readPage(answer, request);
    default:
      return assertNever(answer);
  }
}

export function failed(reason: ReportFailure, detail: string): ReportFailed {
  return { kind: 'failed', reason, detail };
}

function readPage(
  { reply, retryAfterMs, redact }: Extract<Answer, { kind: 'spoken' }>,
  { first, last, wire }: PageRequest,
): PageOutcome {
  const page = parseReportPage(reply.body, { framed: reply.framed, first, last, redact });
  switch (page.kind) {
    case 'page':
      return page;
    case 'error': {
      const error = judgeError(page, wire, redact);
      if (error.kind === 'refused') return error;
      if (error.kind === 'throttled') return { ...error, retryAfterMs };
      return failed('error-code', `Sectigo answered ${page.code}.`);
    }
    case 'unreadable':
      return failed('unreadable', `The report cannot be read (${page.reason}).`);
    default:
      return assertNever(page);
  }
}
