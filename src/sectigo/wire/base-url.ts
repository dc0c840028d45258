import { isIP } from 'node:net';

/** The URL of a command such as `!AutoApplyOrder` below the base. A base that would betray the password is refused. */
export function commandUrl(baseUrl: string, command: string): URL {
  if (!URL.canParse(baseUrl)) throw new Error('The base URL of Sectigo is not a URL');
  const base = new URL(baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`);
  if (base.protocol !== 'https:' && !(base.protocol === 'http:' && isLoopback(base.hostname))) {
    throw new Error('The base URL of Sectigo must be https, or http to this machine itself');
  }
  if (base.username !== '' || base.password !== '' || base.search !== '' || base.hash !== '') {
    throw new Error('The base URL of Sectigo must have no credentials, query or fragment');
  }
  return new URL(command, base);
}

function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' || hostname === '[::1]' || (isIP(hostname) === 4 && hostname.startsWith('127.'))
  );
}
