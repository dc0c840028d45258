/** The BullMQ queue that wakes workers. */
export const SUBMISSIONS_QUEUE = 'submissions';

/** Says that an order waits; which one goes is decided when it is claimed. Ids only: Redis is clear text. */
export interface SubmissionJob {
  readonly orderId: string;
  /** The order's version that the job was made for. */
  readonly version: number;
  /** This order goes next, regardless of turns. */
  readonly first?: boolean;
}
