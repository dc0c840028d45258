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
