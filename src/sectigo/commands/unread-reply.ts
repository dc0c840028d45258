import { type UnknownReason } from '../wire/http-verdict.js';
import { rawReplyOf, type Sent } from './sent.js';

/** A reply to any command that came whole and was not read whole, without our login. */
export interface UnreadReply {
  /** Such as `!WebHostReport`. */
  readonly command: `!${string}`;
  /** Sectigo's number of the order that the command was about; null where it was about none that had one. */
  readonly orderNumber: string | null;
  /** `partly`: only one value could not be read. */
  readonly reason: UnknownReason | 'partly';
  readonly httpStatus: number;
  /** At most 64 KiB; empty where it is nothing that people could read. */
  readonly text: string;
  /** Of the whole body. */
  readonly bytes: number;
}

/** What the reply was taken for. */
type Heard =
  | { readonly kind: 'answer'; readonly unread: boolean }
  | { readonly kind: 'unknown'; readonly reason: UnknownReason }
  | { readonly kind: 'refused' | 'throttled' | 'not-sent' };

/** Null where nothing came whole, or all of it was read: of what broke off, the half of a password could not be told. */
export function unreadReplyOf(
  { name, about }: { readonly name: `!${string}`; readonly about?: string | undefined },
  heard: Heard,
  sent: Sent,
): UnreadReply | null {
  const { reply } = sent;
  const reason = unreadReasonOf(heard);
  if (reason === null || reply?.kind !== 'replied') return null;
  return {
    command: name,
    orderNumber: about ?? null,
    reason,
    httpStatus: reply.httpStatus,
    text: rawReplyOf(sent) ?? '',
    bytes: reply.body.length,
  };
}

/** Why a reply was not read whole; null where it was, or where there was none. */
export function unreadReasonOf(heard: Heard): UnreadReply['reason'] | null {
  if (heard.kind === 'unknown') return heard.reason;
  return heard.kind === 'answer' && heard.unread ? 'partly' : null;
}
