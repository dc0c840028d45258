import createClient, { type Client } from 'openapi-fetch';
import type { components, paths } from './gateway-api.js';

export type Order = components['schemas']['Order'];
export type NewOrder = components['schemas']['PlaceOrder'];
export type Problem = components['schemas']['Problem'];

/** A problem of the gateway (RFC 9457), as an error: `problem.code` is for programs, `problem.detail` for people. */
export class GatewayProblem extends Error {
  constructor(readonly problem: Problem) {
    super(`${problem.code}: ${problem.detail}`);
  }
}

/** Every path, body and answer is checked by the compiler against openapi.yaml. */
export function connect(url: string, key: string): Client<paths> {
  return createClient<paths>({ baseUrl: url, headers: { Authorization: `Bearer ${key}` } });
}
