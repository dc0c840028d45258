import { isIP } from 'node:net';

/** Whether what is sent there can be read by nobody else: https, or within this machine. */
export function isSecure(url: string): boolean {
  return new URL(url).protocol === 'https:' || isLoopback(url);
}

/** 127.example is a name like any other, and may lead anywhere. */
export function isLoopback(url: string): boolean {
  const { hostname } = new URL(url);
  return (
    hostname === 'localhost' || hostname === '[::1]' || (isIP(hostname) === 4 && hostname.startsWith('127.'))
  );
}

/** A name that the Internet does not know: without a dot, or below a suffix that is kept for networks of one's own. */
export const isPrivateName = (hostname: string): boolean =>
  !hostname.includes('.') || /\.(localhost|local|internal|intranet|lan|test|home\.arpa)$/.test(hostname);
