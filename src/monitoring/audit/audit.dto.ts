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
    'Only by this actor: `actor.id` or `actor.clientId` of an entry.',
    EXAMPLE_ID.key,
  )
  actor?: string;
  @OptionalField(oneOf(AUDIT_ACTIONS), 'Only this action.', 'order.cancel') action?: string;
  @OptionalField(text({ max: 100 }), 'Only changes of this target: `target.id` of an entry.', EXAMPLE_ID.ord)
  target?: string;
  @OptionalField(text({ max: 200 }), 'Only changes by this request: `requestId` of an entry.', EXAMPLE_ID.req)
  requestId?: string;
  @OptionalField(time, 'Only changes at this time or later.', '2026-11-01T00:00:00Z') after?: string;
  @OptionalField(time, 'Only changes before this time.', '2026-12-01T00:00:00Z') before?: string;
}

/** The query of `GET /v1/ops/audit/verify`. */
export class VerifyAuditQuery {
  @OptionalField(
    matching(64, /^[0-9a-f]{64}$/, 'must be a hash: 64 hexadecimal digits'),
    'The hash of a `head` that you stored earlier. If it is no longer among the entries, they were cut off or ' +
      'rewritten.',
    EXAMPLE_SHA256,
  )
  head?: string;
}

export class AuditActorResponse {
  @OneOf(
    ACTOR_KINDS,
    '`system`: a command of sectigo-gateway; `unknown`: a caller that was not let in.',
    'operator',
  )
  kind!: string;
  @Text(
    'The credential: the id of a key, `operator-key`, `session:` and the id of a browser session, `person:` and ' +
      'the name of who signed in at the identity provider, or `token:` and its subject. For a command, its name.',
    'person:jane.doe@example.com',
  )
  id!: string;
  @Text.orNull('The client that acted; null for operators.', null) clientId!: string | null;
}

export class AuditTargetResponse {
  @Text('order, submissions, client, webhook, notification or session.', 'order') type!: string;
  @Text('The id of the target.', EXAMPLE_ID.ord) id!: string;
}

export class AuditEntryResponse {
  @Text('The id of the entry; numbers have no gaps.', EXAMPLE_ID.aud) id!: string;
  @Time('When it was done.') at!: string;
  @Part(AuditActorResponse, 'Who did it.') actor!: AuditActorResponse;
  @OneOf(AUDIT_ACTIONS, 'What was done.', 'order.cancel') action!: string;
  @Part(AuditTargetResponse, 'To what.') target!: AuditTargetResponse;
  @Text.orNull('The address of the caller.', '192.0.2.1') address!: string | null;
  @Text.orNull('The `X-Request-Id` of the request.', EXAMPLE_ID.req) requestId!: string | null;
  @Text.orNull('Why, in the words of whoever did it.', 'Ordered twice by mistake.') note!: string | null;
  @Anything.orNull('What changed, as it was before; null if there was nothing. No names, no secrets.', {
    status: 'queued',
    version: 1,
  })
  before!: Readonly<Record<string, unknown>> | null;
  @Anything.orNull('The same afterwards; null if it is gone.', { status: 'cancelled', version: 2 })
  after!: Readonly<Record<string, unknown>> | null;
  @Text('SHA-256 of the entry and of the hash before it.', EXAMPLE_SHA256) hash!: string;
}

export class AuditListResponse extends pageOf(AuditEntryResponse, 'The entries of the page.') {}

export class AuditHeadResponse {
  @Text('The id of the newest entry.', EXAMPLE_ID.aud) id!: string;
  @Text('Its hash. Store it elsewhere, and send it as `head` later.', EXAMPLE_SHA256) hash!: string;
}

export class AuditVerificationResponse {
  @Flag('Every entry is unchanged, and none is missing between them.', true) valid!: boolean;
  @Whole('The number of entries.', 42) entries!: number;
  @Text.optional(
    'The first entry that was changed, or before which others were removed or inserted.',
    EXAMPLE_ID.aud,
  )
  firstBroken?: string;
  @Part.orNull(AuditHeadResponse, 'The newest entry; null if there is none.') head!: AuditHeadResponse | null;
  @Flag.optional('With `head`: whether it is still among the entries.', true) headFound?: boolean;
}
