import { CERTIFICATE_NEWS, ORDER_EVENT_TYPES } from '../../events/event-type.js';
import { EXAMPLE_SHA256 } from '../../http/openapi/example-values.js';
import { ONE_PAGE, pageOf } from '../../http/openapi/page.response.js';
import { Flag, OneOf, Part, Text, Time, Whole } from '../../http/openapi/property.js';
import { UnionOf } from '../../http/openapi/union.js';
import { ProblemResponse } from '../../http/problem/problem.response.js';
import { CertificateEventData, CertificateExpiringData, OrderEventData } from './event-data.response.js';

class TimelineEventBase {
  @Time('When it happened.') at!: string;
  @OneOf(['event'], 'An event of the order.') kind!: 'event';
  @Whole("The order's version after it.", 1) version!: number;
}

class TimelineOrderEvent extends TimelineEventBase {
  @OneOf(ORDER_EVENT_TYPES, 'What happened.', 'order.accepted') type!: string;
  @Part(OrderEventData, 'The order at that time.') data!: OrderEventData;
}

class TimelineCertificateEvent extends TimelineEventBase {
  @OneOf(CERTIFICATE_NEWS, 'What happened.', 'certificate.issued') type!: string;
  @Part(CertificateEventData, 'The certificate at that time.') data!: CertificateEventData;
}

class TimelineCertificateExpiring extends TimelineEventBase {
  @OneOf(['certificate.expiring'], 'What happened.') type!: string;
  @Part(CertificateExpiringData, 'The certificate at that time.') data!: CertificateExpiringData;
}

class TimelineAttempt {
  @Time('When it began.') at!: string;
  @OneOf(['attempt'], 'An attempt to place the order.') kind!: 'attempt';
  @Whole('Its fencing number.', 1) fence!: number;
  @Text('Host and process of the worker.', 'worker-7f9c/4242') worker!: string;
  @OneOf.orNull(['claimed', 'sending'], {
    description: '`sending` from just before the first byte leaves; null if it did not get that far.',
    example: 'sending',
  })
  stage!: string | null;
  @Flag("Whether its form contains the order's id as `foreignOrderNumber`.") carriesOurId!: boolean;
  @Time.orNull('When it ended.') finishedAt!: string | null;
  @Text.orNull('The outcome.', 'placed') outcome!: string | null;
  @Text.orNull('Why, if it did not succeed.', 'timeout') reason!: string | null;
  @Whole.orNull("The status of Sectigo's reply.", 200) httpStatus!: number | null;
  @Whole.orNull("The error code in Sectigo's reply.", null) sectigoCode!: number | null;
  @Text.orNull("The error message in Sectigo's reply.", null) sectigoMessage!: string | null;
  @Text.orNull({ description: 'SHA-256 of the form without the password.', example: EXAMPLE_SHA256 })
  requestDigest!: string | null;
  @Text.orNull({
    description: 'SHA-256 of the reply.',
    example: '60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752',
  })
  replyDigest!: string | null;
  @Text.optionalOrNull(
    "For operators: Sectigo's answer, if not everything in it could be read. At most 64 KiB; the login is masked.",
    null,
  )
  rawReply?: string | null;
  @Whole.orNull('From connecting to the end of the reply.', 412) durationMs!: number | null;
}

class RevocationFacts {
  @OneOf(['requested', 'done', 'refused'], 'Its progress.') status!: string;
  @Text('Why it was requested.', 'The key was lost.') reason!: string;
  @OneOf([0, 1, 3, 4, 5], 'The reason code of RFC 5280.', 1) reasonCode!: number;
  @Whole('Attempts so far.', 1) attempts!: number;
}

class TimelineRevocation {
  @Time('When it was requested.') at!: string;
  @OneOf(['revocation'], 'A request to revoke the certificate.') kind!: 'revocation';
  @Time.orNull('When it ended.') finishedAt!: string | null;
  @Text.orNull('The outcome of the newest attempt.', 'revoked') outcome!: string | null;
  @Part.orNull(ProblemResponse, 'Why Sectigo refused it, or why it will be tried again.')
  problem!: object | null;
  @Part(RevocationFacts, 'What was requested, and its progress.') data!: RevocationFacts;
}

class UnreadReplyFacts {
  @Text('The command that it answers.', '!GetDetailedOrderStatus') command!: string;
  @Whole('How often it was received.', 1) receipts!: number;
}

class TimelineUnreadReply {
  @Time('When it was first received.') at!: string;
  @OneOf(
    ['unread-reply'],
    'For operators: a reply about the status or the revocation that could not be read in full.',
  )
  kind!: 'unread-reply';
  @Time('When it was last received.') finishedAt!: string;
  @Text('Why it could not be read.', 'no-answer') reason!: string;
  @Whole("The status of Sectigo's reply.", 200) httpStatus!: number;
  @Text("Sectigo's answer. At most 64 KiB; the login is masked.", '<p>Maintenance</p>')
  rawReply!: string;
  @Part(UnreadReplyFacts, 'The command that it answers, and how often it was received.')
  data!: UnreadReplyFacts;
}

export type TimelineEntry =
  | { readonly at: string; readonly kind: 'event'; readonly type: string; readonly data: object }
  | TimelineAttempt
  | TimelineRevocation
  | TimelineUnreadReply;

/**
 * An event of an order, an attempt to place it, the wish to revoke its certificate, or a reply about it that was not read whole.
 * `kind` tells them apart, and `type` the events.
 */
@UnionOf(
  TimelineOrderEvent,
  TimelineCertificateEvent,
  TimelineCertificateExpiring,
  TimelineAttempt,
  TimelineRevocation,
  TimelineUnreadReply,
)
class TimelineEntryResponse {
  at!: string;
  kind!: TimelineEntry['kind'];
}

export class TimelineResponse extends pageOf(
  TimelineEntryResponse,
  'Events, attempts and the revocation, oldest first.',
  ONE_PAGE,
) {}
