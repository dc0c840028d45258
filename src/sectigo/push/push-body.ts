import { MOST_FIELDS, occursMoreThan, type PushedField, pushedFields } from './push-notification.js';
import { namesInJson } from '../wire/named-values.js';
import { trim } from '../wire/reply.js';
import { bytesOf, decodeText, textOf } from '../wire/reply-text.js';

/** The content of a push's body; `unreadable`: it cannot be parsed with certainty. */
export type PushBody =
  { readonly kind: 'fields'; readonly fields: readonly PushedField[] } | { readonly kind: 'unreadable' };

const UNREADABLE: PushBody = { kind: 'unreadable' };
const FORM = /^&*[A-Za-z%][\w.%[\]-]*=/;
/** In the text of a form everything but printable ASCII is encoded, save what a sloppy sender leaves of other alphabets. */
// eslint-disable-next-line no-control-regex
const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/;

/**
 * Sectigo documents forms; a system in between may turn them into JSON or multipart. The content type is only a hint: what
 * the body looks like counts more.
 */
export async function readPushBody(body: Uint8Array, contentType: string): Promise<PushBody> {
  const bytes = bytesOf(body);
  const text = trim(bytes);
  if (text === '') return { kind: 'fields', fields: [] };
  if (text.startsWith('{')) return fieldsOrNone(jsonFields(decodeText(text)));
  if (text.startsWith('--')) return fieldsOrNone(await multipartFields(bytes, contentType));
  return FORM.test(text) && !CONTROL.test(text) ? fieldsOrNone(pushedFields(text)) : UNREADABLE;
}

function fieldsOrNone(fields: readonly PushedField[] | null): PushBody {
  return fields === null ? UNREADABLE : { kind: 'fields', fields };
}

/** An object of plain values and of lists of them; null for anything deeper or longer, and where a name has two values. */
function jsonFields(text: string): PushedField[] | null {
  const members = entriesOf(text);
  if (members === null || members.length > MOST_FIELDS) return null;
  if (namesInJson(text).length !== members.length) return null;
  const fields: PushedField[] = [];
  for (const [name, member] of members) {
    for (const value of Array.isArray(member) ? (member as unknown[]) : [member]) {
      if (!isPlain(value)) return null;
      if (value !== null) fields.push([name, String(value)]);
      if (fields.length > MOST_FIELDS) return null;
    }
  }
  return fields;
}

function entriesOf(text: string): [string, unknown][] | null {
  try {
    return Object.entries(JSON.parse(text) as object);
  } catch {
    return null;
  }
}

/** A number beyond what a double holds may have become another one. */
function isPlain(value: unknown): value is string | number | boolean | null {
  if (typeof value === 'number') return Math.abs(value) <= Number.MAX_SAFE_INTEGER;
  return value === null || typeof value === 'string' || typeof value === 'boolean';
}

/** Parsed by what Node has for it. Its reader takes UTF-8 and nothing else. */
async function multipartFields(bytes: string, contentType: string): Promise<PushedField[] | null> {
  if (occursMoreThan(MOST_FIELDS, '\n--', bytes)) return null;
  const declared = /^multipart\/form-data\s*;.*boundary=/i.test(contentType);
  const [, boundary = ''] = /^\s*--([^\r\n]{1,70})\r\n/.exec(bytes) ?? [];
  const type = declared ? contentType : `multipart/form-data; boundary="${boundary}"`;
  try {
    const form = await new Response(Buffer.from(decodeText(bytes)), {
      headers: { 'content-type': type },
    }).formData();
    const values = [...form].map(async ([name, value]): Promise<PushedField> => [
      name,
      typeof value === 'string' ? value : textOf(new Uint8Array(await value.arrayBuffer())),
    ]);
    return await Promise.all(values);
  } catch {
    return null;
  }
}
