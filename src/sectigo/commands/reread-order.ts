import { type Clock } from '../../shared/clock.js';
import { MASK } from '../wire/form.js';
import { withControls } from '../wire/reply-text.js';
import { CENSOR_OF_KEPT } from '../wire/safe-text.js';
import { outcomeOf, type Wire } from './execute.js';
import { type Refused, type Throttled, type Unknown } from './outcome.js';
import { orderCommand, type Placed } from './place-order.js';

/** A reply to an order as it was kept: without our login. */
export interface KeptReply {
  readonly text: string;
  readonly httpStatus: number;
  /** Whether HTTP proved it to be whole. */
  readonly framed: boolean;
}

const MASKED: Unknown = {
  kind: 'unknown',
  reason: 'unreadable',
  errorCode: null,
  message: null,
  detail: 'The reply contained our login.',
};

/** The configured parameter names and error codes. */
export type OrderTables = Pick<Wire, 'names' | 'catalogue'>;

/**
 * What today's reader and tables say of it; nothing is sent. A reply that was cut must not be given, and one that was masked says
 * nothing: what stood there is not known.
 */
export function rereadOrder(
  { text, httpStatus, framed }: KeptReply,
  tables: OrderTables,
  clock: Clock,
): Placed | Refused | Throttled | Unknown {
  if (text.includes(MASK)) return MASKED;
  const head = { httpStatus, retryAfter: null, encoded: false, framed };
  const outcome = outcomeOf(
    orderCommand({}, {}, tables),
    { kind: 'replied', ...head, body: Buffer.from(withControls(text)) },
    { now: clock.now(), interruption: null, censor: CENSOR_OF_KEPT },
  );
  return outcome.kind === 'answer' ? outcome.answer : outcome;
}
