import { assertNever } from '../../shared/assert-never.js';
import { type AskFailed, type AskFailure, type AskRefused, type AskThrottled } from './ask-outcome.js';
import { judgeError } from './command-error.js';
import { type SectigoError } from '../tables/error-match.js';
import { type Command, sendCommand, type CommandResult } from '../wire/send-command.js';
import { type Wire } from '../wire/wire.js';

/** A whole, plain HTTP 200: Sectigo speaking. */
export type Answer = Extract<CommandResult, { kind: 'answered' }>;

/** A command that changes nothing, once: whether anything was sent does not matter when it fails. */
export async function ask(question: Command): Promise<Answer | AskThrottled | AskFailed> {
  const answer = await sendCommand(question);
  switch (answer.kind) {
    case 'answered':
      return answer;
    case 'busy':
      return { kind: 'throttled', retryAfterMs: answer.retryAfterMs, errorCode: null, message: null };
    case 'not-sent':
    case 'nothing-said':
      return failed(answer.reason, answer.detail);
    default:
      return assertNever(answer);
  }
}

export function failed<R extends string = AskFailure>(
  reason: R,
  detail: string,
): { readonly kind: 'failed'; readonly reason: R; readonly detail: string } {
  return { kind: 'failed', reason, detail };
}

/** What an error means for a question. */
export function errorAnswer(
  error: SectigoError,
  { retryAfterMs, safe }: Answer,
  wire: Wire,
  judge = judgeError,
): AskRefused | AskThrottled | AskFailed {
  const judged = judge(error, wire, safe);
  switch (judged.kind) {
    case 'refused':
      return judged;
    case 'throttled':
      return { ...judged, retryAfterMs };
    case 'open':
      return failed('error-code', `Sectigo answered ${error.code}.`);
    default:
      return assertNever(judged);
  }
}
