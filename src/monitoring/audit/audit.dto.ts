import { EXAMPLE_ID, EXAMPLE_SHA256 } from '../../http/openapi/example-values.js';
import { pageOf } from '../../http/openapi/page.response.js';
import { Anything, Flag, OneOf, Part, Text, Time, Whole } from '../../http/openapi/property.js';
import { ACTOR_KINDS, AUDIT_ACTIONS } from '../../audit/audit-action.js';
import { matching, oneOf, text, time } from '../../http/validation/field-rules.js';
import { OptionalField } from '../../http/validation/fields.js';
import { pageQueryOf } from '../../http/validation/page.query.js';

const MAX_CREDENTIAL = 300;

/** The query of `GET /v1/ops/audit`. */
export class ListAuditQuery extends pageQueryOf('aud') {
  @OptionalField(
    text({ max: MAX_CREDENTIAL }),
    'Only by this: `actor.id` or `actor.clientId` of an entry.',
    EXAMPLE_ID.key,
  )
  actor?: string;
  @OptionalField(oneOf(AUDIT_ACTIONS), 'Only this action.', 'order.cancel') action?: string;
  @OptionalField(text({ max: 100 }), 'Only what was done to this: `target.id` of an entry.', EXAMPLE_ID.ord)
  target?: string;
  @OptionalField(text({ max: 200 }), 'Only what this request did: `requestId` of an entry.', EXAMPLE_ID.req)
  requestId?: string;
  @OptionalField(time, 'Only what was done at this time or later.', '2026-11-01T00:00:00Z') after?: string;
  @OptionalField(time, 'Only what was done before this time.', '2026-12-01T00:00:00Z') before?: string;
}

/** The query of `GET /v1/ops/audit/verify`. */
export class VerifyAuditQuery {
  @OptionalField(
    matching(64, /^[0-9a-f]{64}$/, 'must be a hash: 64 hexadecimal digits'),
    'The hash of a head that you noted before. It must still be among the entries: else they were cut off, or ' +
      'written anew.',
    EXAMPLE_SHA256,
  )
  head?: string;
}

export class AuditActorResponse {
  @OneOf(
    ACTOR_KINDS,
    'system: a command of sectigo-gateway; unknown: somebody who was not let in.',
    'operator',
  )
  kind!: string;
  @Text(
    'What was shown: the id of a key, `operator-key`, `session:` and the id of a browser session, or `token:` and its ' +
      'subject; of a command its name.',
    'session:Zk3vX0mQ9tR2sY7uW1aB4c',
  )
  id!: string;
  @Text.orNull('The client in whose name it was done; null for operators.', null) clientId!: string | null;
}

export class AuditTargetResponse {
  @Text('order, submissions, client, webhook, notification or session.', 'order') type!: string;
  @Text('Which one.', EXAMPLE_ID.ord) id!: string;
}

export class AuditEntryResponse {
  @Text('The id of the entry; numbers have no gaps.', EXAMPLE_ID.aud) id!: string;
  @Time('When it was done.') at!: string;
  @Part(AuditActorResponse, 'Who did it.') actor!: AuditActorResponse;
  @OneOf(AUDIT_ACTIONS, 'What was done.', 'order.cancel') action!: string;
  @Part(AuditTargetResponse, 'To what.') target!: AuditTargetResponse;
  @Text.orNull('From which address.', '192.0.2.1') address!: string | null;
  @Text.orNull('The `X-Request-Id` of the request.', EXAMPLE_ID.req) requestId!: string | null;
  @Text.orNull('Why, in the words of who did it.', 'Ordered twice by mistake.') note!: string | null;
  @Anything.orNull('What of it changed, as it was; null: there was nothing. No names, no secrets.', {
    status: 'queued',
    version: 1,
  })
  before!: Readonly<Record<string, unknown>> | null;
  @Anything.orNull('The same afterwards; null: it is gone.', { status: 'cancelled', version: 2 })
  after!: Readonly<Record<string, unknown>> | null;
  @Text('SHA-256 of the entry and of the hash before it.', EXAMPLE_SHA256) hash!: string;
}

export class AuditListResponse extends pageOf(AuditEntryResponse, 'The entries of the page.') {}

export class AuditHeadResponse {
  @Text('The id of the newest entry.', EXAMPLE_ID.aud) id!: string;
  @Text('Its hash: note it elsewhere, and give it as `head` later.', EXAMPLE_SHA256) hash!: string;
}

export class AuditVerificationResponse {
  @Flag('Every entry is what it was, none is missing between them.', true) valid!: boolean;
  @Whole('How many there are.', 42) entries!: number;
  @Text.optional(
    'The first entry that was changed, or before which others were removed or inserted.',
    EXAMPLE_ID.aud,
  )
  firstBroken?: string;
  @Part.orNull(AuditHeadResponse, 'The newest; null: there is none.') head!: AuditHeadResponse | null;
  @Flag.optional('With `head`: whether it is still among the entries.', true) headFound?: boolean;
}
