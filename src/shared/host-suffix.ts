import { isIP } from 'node:net';

/** Labels in Punycode, underscores included. */
const NAME = /^(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/;

/**
 * A suffix of host names in the form in which it is compared: `svc.example` is that host and all below it, `.svc.example`
 * only those below it. Null for what no host name ends in, an IP address in any notation included.
 */
export function parseHostSuffix(text: string): string | null {
  const host = text.startsWith('.') ? text.slice(1) : text;
  if (/[^\p{L}\p{M}\p{N}._-]/u.test(host) || !URL.canParse(`http://${host}`)) return null;
  const name = withoutLastDot(new URL(`http://${host}`).hostname);
  return NAME.test(name) && isIP(name) === 0 ? text.slice(0, text.length - host.length) + name : null;
}

/** Whether the host, as a URL has it, ends in the suffix, whole labels compared. */
export function endsInSuffix(host: string, suffix: string): boolean {
  const name = withoutLastDot(host);
  return name === suffix || name.endsWith(suffix.startsWith('.') ? suffix : `.${suffix}`);
}

/** The last dot is that of the root, and names the same host. */
function withoutLastDot(host: string): string {
  return host.replace(/\.$/, '');
}
