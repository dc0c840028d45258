import { maskAssignments } from './login-mask.js';

/** The body as one character per byte, so that it can be taken apart before its encoding is known; without a BOM. */
export function bytesOf(body: Uint8Array): string {
  return Buffer.from(body.buffer, body.byteOffset, body.byteLength)
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '');
}

/** A URL-encoded value. A stray `%` stays what it is. */
export function decodeValue(raw: string): string {
  const bytes = raw
    .replaceAll('+', ' ')
    .replace(/%([0-9A-Fa-f]{2})/g, (_match, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return decodeText(bytes);
}

const NON_ASCII = /[\u0080-\uffff]/;

/**
 * Bytes are UTF-8 where they can be, else Latin-1 (the charset is not documented and the content type does not say).
 * Text in Latin-1 that happens to be valid UTF-8 as well is next to impossible.
 */
export function decodeText(bytes: string): string {
  // nearly every value: the same text in both, without the cost of a decoder
  if (!NON_ASCII.test(bytes)) return bytes;
  const buffer = Buffer.from(bytes, 'latin1');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(buffer);
  } catch {
    return new TextDecoder('latin1').decode(buffer);
  }
}

/** The text that these bytes most likely are. */
export function textOf(bytes: Uint8Array): string {
  return decodeText(bytesOf(bytes));
}

const MOST_CHARACTERS = 500;

/** Upstream text made fit to be shown and stored: one line, no control characters, no login, at most 500 characters. */
export function sanitiseText(text: string | null): string | null {
  if (text === null) return null;
  const oneLine = maskAssignments(text)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
  return oneLine === '' ? null : [...oneLine].slice(0, MOST_CHARACTERS).join('');
}

const MOST_KEPT_BYTES = 64 * 1024;

/** For people to see a control character, and for a reader to find it again: U+2400 stands for U+0000. */
const PICTURES = 0x2400;
const PICTURE_OF_DELETE = '\u2421';

/**
 * The same with its lines as they are, and at most 64 KiB. A reader makes the same of it as of what came, with
 * `withControls`: no character becomes a blank, which a reader may skip.
 */
export function keptText(text: string): string {
  const lines = maskAssignments(text)
    .replace(/\r\n?/g, '\n')
    .replace(/(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, pictureOf);
  const bytes = Buffer.from(lines);
  // of a stream, so that a character that is cut in two is left out
  return new TextDecoder().decode(bytes.subarray(0, MOST_KEPT_BYTES), { stream: true });
}

function pictureOf(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(PICTURES + code);
  return code === 0x7f ? PICTURE_OF_DELETE : '\ufffd';
}

/** A kept text as it came. Pictures that came themselves become controls too: such a text is not read. */
export function withControls(kept: string): string {
  return kept
    .replaceAll(PICTURE_OF_DELETE, '\u007f')
    .replace(/[\u2400-\u241f]/g, (picture) => String.fromCharCode(picture.charCodeAt(0) - PICTURES));
}
