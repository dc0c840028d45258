import { describe, expect, it } from '@jest/globals';
import { RequestError } from '../api/request';
import { type Problem, type ProblemType } from '../api/types';
import { toRemedy } from './to-remedy';

const CATALOGUE = [
  { code: 'order-not-cancellable', whatToDo: 'Look at the order: it has been sent, or it is final.' },
] as unknown as readonly ProblemType[];
const problem = (code: string): Problem => ({ code, requestId: 'req_7' }) as unknown as Problem;

describe('what to do about an error', () => {
  it.each([
    [new RequestError(0), /^Check the network/],
    [new RequestError(404, problem('not-found')), /Search with Ctrl-K/],
    [new RequestError(409, problem('order-not-cancellable')), /^Look at the order/],
    [new RequestError(429, problem('rate-limit-reached')), /^Wait a minute/],
    [new RequestError(500, problem('internal-error')), /look in the log for request req_7\.$/],
    [new RequestError(503), /follow the runbook/],
    [new TypeError('a defect'), /^Reload the page/],
  ])('%p', (error, remedy) => {
    expect(toRemedy(error, CATALOGUE)).toMatch(remedy);
  });

  it('is left to the fields that are marked', () => {
    expect(toRemedy(new RequestError(422, problem('validation-failed')), CATALOGUE)).toBe('');
  });
});
