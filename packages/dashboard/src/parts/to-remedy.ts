import { RequestError } from '../api/request';
import { type ProblemType } from '../api/types';

/** What somebody at the dashboard can do about an error; empty where the error says so itself. */
export function toRemedy(error: Error, problems: readonly ProblemType[]): string {
  if (!(error instanceof RequestError)) return 'Reload the page.';
  const { status, problem } = error;
  switch (status) {
    case 0:
      return 'Check the network and whether the gateway runs, then try again.';
    case 401:
      return 'Sign in again.';
    case 404:
      return 'Part of its address may be missing. Ctrl-K finds what is there.';
    case 400:
    case 422:
      return '';
    case 429:
      return 'Wait a minute, then try again.';
    case 503:
      return 'Try again in a moment. If it stays like this, follow the runbook.';
    default:
      if (status >= 500) return `Try again. If that fails too, look in the log for ${logKey(problem)}.`;
      return problems.find(({ code }) => code === problem?.code)?.whatToDo ?? '';
  }
}

const logKey = (problem: RequestError['problem']): string =>
  problem?.requestId === undefined ? 'what happened' : `request ${problem.requestId}`;
