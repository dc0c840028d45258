import { type Refusal } from '../../shared/gateway-error.js';

const LONGEST = 2_048;

/**
 * Reads the address of a receiver, or says why it is none. The WHATWG parser writes odd notations of an IP address
 * (decimal, octal, hexadecimal, short) in the usual way, so that the check of the address sees what is connected to.
 */
export function readReceiverUrl(text: string): URL | Refusal {
  if (text.length > LONGEST) return { code: 'too-long', detail: `must have at most ${LONGEST} characters` };
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !isHttp(url)) return { code: 'url-invalid', detail: 'must be an absolute https URL' };
  if (url.username !== '' || url.password !== '')
    return { code: 'url-with-credentials', detail: 'must not contain a user name or password' };
  url.hash = '';
  return url;
}

function isHttp({ protocol }: URL): boolean {
  return protocol === 'https:' || protocol === 'http:';
}
