import { type PushedField } from '../../sectigo/index.js';

/** Postgres can store neither NUL nor half of a UTF-16 pair, in text or JSON. */
export function storable([name, value]: PushedField): PushedField {
  const fit = (text: string): string => text.replaceAll('\0', '').toWellFormed();
  return [fit(name), fit(value)];
}
