import { RequestError } from '../api/request';
import { type ProblemType } from '../api/types';

/** What an operator can do about an error; empty if the error says so itself. */
export function toRemedy(error: Error, problems: readonly ProblemType[]): string {
  if (!(error instanceof RequestError)) return 'Reload the page.';
  const { status, problem } = error;
  switch (status) {
    case 0:
      return 'Check the network and whether the gateway is running, then try again.';
    case 401:
      return 'Sign in again.';
    case 404:
      return 'Its address may be incomplete. Search with Ctrl-K.';
    case 400:
    case 422:
      return '';
    case 429:
      return 'Wait a minute, then try again.';
    case 503:
      return 'Try again in a moment. If that does not help, follow the runbook.';
    default:
      if (status >= 500) return `Try again. If that fails too, look in the log for ${logKey(problem)}.`;
      return problems.find(({ code }) => code === problem?.code)?.whatToDo ?? '';
  }
}

const logKey = (problem: RequestError['problem']): string =>
  problem?.requestId === undefined ? 'what happened' : `request ${problem.requestId}`;
