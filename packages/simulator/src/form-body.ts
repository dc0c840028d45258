/** One `name=value` of a form body; `value` is null when its percent-encoding or its UTF-8 is broken. */
export interface FormField {
  readonly name: string;
  readonly value: string | null;
}

const FORM_CONTENT_TYPE = /^\s*application\/x-www-form-urlencoded\s*(;|$)/i;

/** A body of any other type is not read, so the request looks like one without arguments. */
export function readForm(contentType: string | undefined, body: Buffer): readonly FormField[] {
  if (contentType === undefined || !FORM_CONTENT_TYPE.test(contentType)) return [];
  return body
    .toString('latin1')
    .split('&')
    .filter((pair) => pair !== '')
    .map(readPair);
}

function readPair(pair: string): FormField {
  const separator = pair.indexOf('=');
  const name = separator === -1 ? pair : pair.slice(0, separator);
  const value = separator === -1 ? '' : pair.slice(separator + 1);
  return { name: decode(name) ?? name, value: decode(value) };
}

/** Stricter than URLSearchParams, which repairs what it cannot read and would hide a slip of the sender. */
function decode(text: string): string | null {
  const spaced = text.replaceAll('+', ' ');
  if (/%(?![0-9A-Fa-f]{2})/.test(spaced)) return null;
  const bytes = Buffer.from(
    spaced.replace(/%([0-9A-Fa-f]{2})/g, (_match, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  );
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** A form as the ledger and the request log show it. */
export function maskedForm(fields: readonly FormField[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    fields.map(({ name, value }) => [name, /password/i.test(name) ? '********' : (value ?? '(malformed)')]),
  );
}
