/** Who must do something before the problem goes away. */
export const ACTORS = ['caller', 'operator', 'sectigo'] as const;
export type Actor = (typeof ACTORS)[number];

/** What every problem of one kind has in common (RFC 9457 section 3), and what its page explains. */
export interface ProblemType {
  readonly title: string;
  readonly status: number;
  readonly actor: Actor;
  /** Whether the very same request may succeed when it is sent again later. */
  readonly retryable: boolean;
  /** What happened: also the default `detail`. */
  readonly explanation: string;
  readonly whatToDo: string;
}

/** What happens to an order that got an error of Sectigo. */
export type Disposition =
  /** Terminal: the caller must order differently. */
  | 'reject'
  /** The order waits, and so do all others: it is our account that Sectigo refuses. */
  | 'hold-queue'
  /** This order alone waits for an operator. */
  | 'hold-order'
  /** Terminal until an operator retries it. */
  | 'fail'
  /** Sent again later, more slowly. */
  | 'throttle'
  /** An order may exist: it is not sent again. */
  | 'unknown';

/** What an answer tells of our login; `untold`: nothing that is certain. */
export type LoginVerdict = 'accepted' | 'refused' | 'untold';

/** A problem that errors of Sectigo become. */
export interface SectigoProblemType extends ProblemType {
  readonly disposition: Disposition;
  /**
   * Only a reply that Sectigo can give to no stranger proves the login. Whether it looks at the arguments, the CSR or its
   * call limit before it looks at the password is published nowhere, so such a refusal tells nothing.
   */
  readonly login: LoginVerdict;
}
