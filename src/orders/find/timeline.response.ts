import { ONE_PAGE, pageOf } from '../../http/openapi/page.response.js';
import { Anything, OneOf, Part, Text, Time, Whole } from '../../http/openapi/property.js';
import { EXAMPLE_SHA256 } from '../../http/openapi/example-values.js';
import { ProblemResponse } from '../../http/problem/problem.response.js';

/** An event of an order, an attempt to place it, the wish to revoke its certificate, or a reply about it that was not read whole. */
export class TimelineEntry {
  @Time('When it happened, the attempt began, the revocation was asked for, or the reply came first.')
  at!: string;
  @OneOf(
    ['event', 'attempt', 'revocation', 'unread-reply'],
    'Which of the members below are there. `unread-reply`, for operators: a reply about the status or the revocation that was ' +
      'not read whole.',
  )
  kind!: 'event' | 'attempt' | 'revocation' | 'unread-reply';

  @Text.optional('Of an event.', 'order.accepted') type?: string;
  @Whole.optional({ description: "Of an event: the order's version after it.", example: 1 }) version?: number;
  @Anything.optional({
    description:
      'Of an event; of a revocation: `status`, `reason`, `reasonCode`, `attempts`; of an unread reply: `command`, `receipts`.',
    example: {},
  })
  data?: Record<string, unknown>;

  @Whole.optional({ description: 'Of an attempt: its fencing number.', example: 1 }) fence?: number;
  @Text.optional({ description: 'Of an attempt: host and process.', example: 'worker-7f9c/4242' })
  worker?: string;
  @OneOf.optionalOrNull(['claimed', 'sending'], {
    description:
      'Of an attempt: `sending` from the moment before its first byte leaves; null where it was not said.',
    example: 'sending',
  })
  stage?: string | null;
  @Time.optionalOrNull('Of an attempt or a revocation: when it ended; of an unread reply: when it came last.')
  finishedAt?: string | null;
  @Text.optionalOrNull('Of an attempt, or the newest attempt to revoke: what it came to.', 'placed')
  outcome?: string | null;
  @Text.optionalOrNull(
    'Of an attempt: why, if it did not succeed; of an unread reply: why it was not read.',
    'timeout',
  )
  reason?: string | null;
  @Part.optionalOrNull(ProblemResponse, 'Of a revocation: why Sectigo refused it, or why it is tried again.')
  problem?: object | null;
  @Whole.optionalOrNull("Of an attempt or an unread reply: the status of Sectigo's reply.", 200) httpStatus?:
    number | null;
  @Whole.optionalOrNull("Of an attempt: the error code in Sectigo's reply.", null)
  sectigoCode?: number | null;
  @Text.optionalOrNull("Of an attempt: the error message in Sectigo's reply.", null)
  sectigoMessage?: string | null;
  @Text.optionalOrNull({ description: 'SHA-256 of the form without the password.', example: EXAMPLE_SHA256 })
  requestDigest?: string | null;
  @Text.optionalOrNull({
    description: 'SHA-256 of the reply.',
    example: '60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752',
  })
  replyDigest?: string | null;
  @Text.optionalOrNull(
    'For operators: what Sectigo answered, where not everything in it could be read. At most 64 KiB; the login is ' +
      'masked.',
    null,
  )
  rawReply?: string | null;
  @Whole.optionalOrNull('Of an attempt: from connecting to the end of the reply.', 412)
  durationMs?: number | null;
}

export class TimelineResponse extends pageOf(
  TimelineEntry,
  'Events, attempts and the revocation, oldest first.',
  ONE_PAGE,
) {}
