import { assertNever } from '../shared/assert-never.js';
import { loginOf, redactor, type SectigoCredentials } from './credentials.js';
import { Deadline } from './deadline.js';
import { matchError, type SectigoError } from './error-match.js';
import { exchange } from './exchange.js';
import { judgeHttp } from './http-verdict.js';
import { type HttpReply } from './post-form.client.js';
import { type ParameterNames } from './parameter-names.js';
import { sanitiseText } from './reply-text.js';
import { reportForm } from './report-form.js';
import { type ReportFailed, type ReportFailure, type ReportQuery } from './report-outcome.js';
import { type ReportRefused, type ReportThrottled } from './report-outcome.js';
import { retryAfterMs } from './retry-after.js';
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
  const deadline = new Deadline(wire.timeoutMs, signal);
  try {
    const credentials = await wire.credentials();
    if (credentials === null) return failed('credentials-unavailable', 'The credentials could not be read.');
    const form = reportForm(query, request, loginOf(credentials));
    if (form.kind === 'faults') return failed('form-invalid', `${form.faults.join('; ')}.`);
    const { connectTimeoutMs, caPem } = wire;
    const route = { url, credentials, connectTimeoutMs, caPem, mostReplyBytes: MOST_REPLY_BYTES };
    const reply = await exchange(form.entries, route, deadline);
    if (reply.kind === 'not-connected') return failed(reply.reason, reply.detail);
    const verdict = judgeHttp(reply, deadline.interruption);
    switch (verdict.kind) {
      case 'busy': {
        const delayMs = retryAfterMs(verdict.retryAfter, wire.clock.now());
        return { kind: 'throttled', retryAfterMs: delayMs, errorCode: null, message: null };
      }
      case 'nothing-said':
        return failed(verdict.reason, verdict.detail);
      case 'spoken':
        return readPage(verdict.reply, request, credentials);
      default:
        return assertNever(verdict);
    }
  } finally {
    deadline.clear();
  }
}

export function failed(reason: ReportFailure, detail: string): ReportFailed {
  return { kind: 'failed', reason, detail };
}

function readPage(reply: HttpReply, request: PageRequest, credentials: SectigoCredentials): PageOutcome {
  const { first, last, wire } = request;
  const redact = redactor(credentials);
  const page = parseReportPage(reply.body, { framed: reply.framed, first, last, redact });
  switch (page.kind) {
    case 'page':
      return page;
    case 'error':
      return errorOutcome(page, retryAfterMs(reply.retryAfter, wire.clock.now()), wire, redact);
    case 'unreadable':
      return failed('unreadable', `The report cannot be read (${page.reason}).`);
    default:
      return assertNever(page);
  }
}

function errorOutcome(
  error: SectigoError,
  delayMs: number | null,
  { catalogue }: Wire,
  redact: (text: string) => string,
): PageOutcome {
  const clean = (text: string | null): string | null => sanitiseText(text === null ? null : redact(text));
  const { entry, argument } = matchError(error, catalogue, NO_FIELDS_OF_CALLERS);
  const errorCode = error.code;
  const message = clean(error.message);
  switch (entry.disposition) {
    case 'throttle':
      return { kind: 'throttled', retryAfterMs: delayMs, errorCode, message };
    case 'unknown':
      return failed('error-code', `Sectigo answered ${errorCode}.`);
    case 'reject':
    case 'hold-queue':
    case 'hold-order':
    case 'fail':
      return { kind: 'refused', errorCode, message, entry, argument: clean(argument) };
    default:
      return assertNever(entry.disposition);
  }
}

/** Every argument of a report is ours, also those with a name that an order has for a field of the caller. */
const NO_FIELDS_OF_CALLERS: ParameterNames = {
  isEnabled: () => false,
  wireNameOf: (name) => name,
  parameterOf: () => null,
};
