import { assertNever } from '../../shared/assert-never.js';
import { ask, errorAnswer, failed } from './ask.js';
import { reportForm } from './report-form.js';
import { type ReportFailed, type ReportQuery } from './report-outcome.js';
import { type ReportRefused, type ReportThrottled } from './report-outcome.js';
import { parseReportPage, type ReportPage } from './report-reply.js';
import { type Wire } from '../wire/wire.js';

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
  const { query, url, wire, signal, first, last } = request;
  const answer = await ask({
    url,
    wire,
    signal,
    mostReplyBytes: MOST_REPLY_BYTES,
    form: (login) => reportForm(query, request, login),
  });
  if (answer.kind !== 'answered') return answer;
  const { reply, safe } = answer;
  const page = parseReportPage(reply.body, { framed: reply.framed, first, last, safe });
  switch (page.kind) {
    case 'page':
      return page;
    case 'error':
      return errorAnswer(page, answer, wire);
    case 'unreadable':
      return failed('unreadable', `The report cannot be read (${page.reason}).`);
    default:
      return assertNever(page);
  }
}
