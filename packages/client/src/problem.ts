import { type components } from './gateway-api.js';

export type Problem = components['schemas']['Problem'];

/** The gateway said no (RFC 9457). `problem.code` is for programs, `problem.detail` for people. */
export class GatewayProblem extends Error {
  override readonly name = 'GatewayProblem';

  constructor(
    readonly problem: Problem,
    readonly response: Response,
  ) {
    super(`${problem.code}: ${problem.detail}`);
  }
}

/** An answer that is not the gateway's, such as the page of a load balancer. */
export class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer';

  constructor(readonly response: Response) {
    super(`HTTP ${response.status} without a problem from the gateway`);
  }
}

export function errorOf(body: unknown, response: Response): GatewayProblem | UnexpectedAnswer {
  const type = response.headers.get('content-type') ?? '';
  return type.startsWith('application/problem+json')
    ? new GatewayProblem(body as Problem, response)
    : new UnexpectedAnswer(response);
}
