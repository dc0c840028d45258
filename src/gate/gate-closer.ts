import { type ErrorCode } from '../shared/error-code.js';

/** Whose doing it is that nothing is sent. */
export const GATE_CLOSERS = ['operator', 'sectigo', 'proxy'] as const;
export type GateCloser = (typeof GATE_CLOSERS)[number];

/** What the proxy on the way to Sectigo closes the gate with. */
export const PROXY_REFUSES = 'proxy-access-denied' satisfies ErrorCode;

/** The cause of a problem that closes the gate. */
export function closerOf(problem: ErrorCode): GateCloser {
  return problem === PROXY_REFUSES ? 'proxy' : 'sectigo';
}
