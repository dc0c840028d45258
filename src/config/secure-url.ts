import { isIP } from 'node:net';

/** Whether what is sent there can be read by nobody else: https, or within this machine. */
export function isSecure(base: string): boolean {
  const { protocol, hostname } = new URL(base);
  return protocol === 'https:' || hostname === 'localhost' || hostname === '[::1]' || isLoopback(hostname);
}

/** 127.example is a name like any other, and may lead anywhere. */
function isLoopback(hostname: string): boolean {
  return isIP(hostname) === 4 && hostname.startsWith('127.');
}
