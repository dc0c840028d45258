import { type ErrorReply, INTEGER, MOST_LINES, parseReply, trim, type UnreadableReason } from './reply.js';
import { valuesIn } from './named-values.js';
import { bytesOf, decodeText } from './reply-text.js';

/** The reply to a command that sells nothing: code 0, and the command's own values. */
export type CommandReply =
  | {
      readonly kind: 'done';
      /** Format 0: the lines after the code. Null in the other format. */
      readonly lines: readonly string[] | null;
      /** Format 1 or JSON: the values by name, in lower case. */
      readonly values: ReadonlyMap<string, string>;
    }
  | ErrorReply
  | { readonly kind: 'unreadable'; readonly reason: UnreadableReason };

/** Reads the body of an HTTP 200 reply in either format; as in an order's, what may be cut short is not believed. */
export function parseCommandReply(body: Uint8Array, framed: boolean): CommandReply {
  const reply = parseReply(body, framed);
  if (reply.kind === 'error') return reply;
  const raw = bytesOf(body);
  const text = trim(raw);
  if (text === '') return { kind: 'unreadable', reason: 'empty' };
  const whole = framed || /[\r\n]$/.test(raw);
  const lines = text.split(/\r\n|\r|\n/).map(trim);
  return INTEGER.test(lines[0] ?? '')
    ? readLines(whole ? lines : lines.slice(0, -1))
    : readValues(text, whole);
}

function readLines([code, ...lines]: readonly string[]): CommandReply {
  if (code === undefined) return { kind: 'unreadable', reason: 'code-missing' };
  if (lines.length >= MOST_LINES) return { kind: 'unreadable', reason: 'not-a-reply' };
  return code === '0'
    ? { kind: 'done', lines: lines.map(decodeText), values: new Map() }
    : { kind: 'unreadable', reason: 'code-unknown' };
}

function readValues(text: string, whole: boolean): CommandReply {
  const read = valuesIn(text, whole);
  if (typeof read === 'string') return { kind: 'unreadable', reason: read };
  const { values } = read;
  const code = values.get('errorcode');
  if (code === undefined || !INTEGER.test(code)) return { kind: 'unreadable', reason: 'code-missing' };
  return code === '0'
    ? { kind: 'done', lines: null, values }
    : { kind: 'unreadable', reason: 'code-unknown' };
}
