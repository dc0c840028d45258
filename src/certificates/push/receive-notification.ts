import { Injectable } from '@nestjs/common';
import { type PushedField, pushedFields, readPushBody, readPushNotification } from '../../sectigo/index.js';
import { canonicalJson, sha256 } from '../../shared/canonical-json.js';
import { InboxRepository } from './inbox.repository.js';
import { storable } from './storable-fields.js';

/** Longest part of an unreadable body that is kept. */
const MOST_RAW_BYTES = 64 * 1024;
const MOST_CONTENT_TYPE = 200;

/** A push as it came. */
export interface PushRequest {
  readonly query: string;
  readonly body: Uint8Array;
  readonly contentType: string;
}

/**
 * Stores a push as it came, before it is interpreted. The same content in any order is the same push; only
 * the order of values of one name counts, because the first of them does. What cannot be read is kept as its bytes.
 */
@Injectable()
export class ReceiveNotification {
  constructor(private readonly inbox: InboxRepository) {}

  async execute({ query, body, contentType }: PushRequest): Promise<void> {
    const inBody = await readPushBody(body, contentType);
    const inQuery = pushedFields(query);
    const fields = [...(inBody.kind === 'fields' ? inBody.fields : []), ...(inQuery ?? [])].map(storable);
    const unread = Buffer.concat([
      ...(inQuery === null ? [Buffer.from(query)] : []),
      ...(inBody.kind === 'unreadable' ? [body] : []),
    ]);
    const isRead = unread.length === 0;
    const digest = isRead ? digestOf(fields) : sha256(`${digestOf(fields)} ${sha256(unread)}`);
    const unreadable = isRead
      ? null
      : {
          raw: unread.subarray(0, MOST_RAW_BYTES),
          rawBytes: unread.length,
          contentType: contentType.slice(0, MOST_CONTENT_TYPE),
        };
    await this.inbox.store({
      digest,
      fields,
      orderNumber: readPushNotification(fields).orderNumber,
      unreadable,
    });
  }
}

function digestOf(fields: readonly PushedField[]): string {
  const byName = fields
    .map((field) => ({ name: field[0].toLowerCase(), field }))
    .sort((one, other) => (one.name < other.name ? -1 : Number(one.name > other.name)));
  return sha256(canonicalJson(byName.map(({ field }) => field)));
}
