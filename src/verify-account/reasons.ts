import {
  type BalanceOutcome,
  type OrderOutcome,
  type OrderStatusOutcome,
  type ReportOutcome,
} from '../sectigo/index.js';

export type Command = '!getAccountBalance' | '!WebHostReport' | '!GetDetailedOrderStatus' | '!AutoApplyOrder';

/** Not asked, and why: the end of a sentence. */
export interface NotAsked {
  readonly kind: 'not-asked';
  readonly why: string;
}

/** Sectigo does not permit the account this one command. */
export interface Denied {
  readonly kind: 'denied';
  readonly command: Command;
  readonly words: string;
}

type Answer = BalanceOutcome | ReportOutcome | OrderStatusOutcome | OrderOutcome | NotAsked | Denied;
type NoAnswer = Extract<
  Answer,
  { kind: 'refused' | 'throttled' | 'failed' | 'not-sent' | 'unknown' | 'not-asked' | 'denied' }
>;

/** Why there is no answer, in sentences. */
export function reasonOf(outcome: NoAnswer): string {
  switch (outcome.kind) {
    case 'refused':
      return `Sectigo answered ${said(outcome)}.`;
    case 'throttled':
      return `Sectigo limits the calls of this account: it answered ${outcome.errorCode === null ? 'HTTP 429' : said(outcome)}. Try again later.`;
    case 'failed':
    case 'not-sent':
      return unansweredOf(outcome);
    case 'unknown':
      return outcome.errorCode === null ? unansweredOf(outcome) : `Sectigo answered ${said(outcome)}.`;
    case 'not-asked':
      return `Not tried: ${outcome.why}.`;
    case 'denied':
      return `The account may not use ${outcome.command}: Sectigo answered ${outcome.words}.`;
  }
}

function unansweredOf(outcome: { readonly kind: string; readonly detail: string }): string {
  const status = httpStatusOf(outcome);
  if (status === null) return outcome.detail;
  return [`Sectigo answered HTTP ${status}.`, ...adviceOn(status)].join(' ');
}

function adviceOn(status: number): string[] {
  if (status >= 500) return ['Try again later.'];
  if (status >= 300 && status < 400) return ['A redirect is not followed: check SECTIGO_URL.'];
  return status === 404 || status === 405 ? ['Check SECTIGO_URL.'] : [];
}

/** Of a reply that was none because of its HTTP status; null of anything else. */
export function httpStatusOf(outcome: { readonly kind: string }): number | null {
  const { reason, detail = '' } = outcome as { readonly reason?: string; readonly detail?: string };
  const [, status] = (reason === 'http-status' && /^HTTP (\d{3})\./.exec(detail)) || [];
  return status === undefined ? null : Number(status);
}

/** Such as -2 “'xxxx' is an unrecognised argument!”. */
export function said({
  errorCode,
  message,
}: {
  readonly errorCode: number | null;
  readonly message: string | null;
}): string {
  return message === null ? String(errorCode) : `${errorCode} “${message}”`;
}
