import { errorNameOf } from './socket.js';

/** The HTTP proxy that every connection goes through. The environment's (`HTTPS_PROXY` and the like) are never looked at. */
export interface ProxySettings {
  /** `http://host:port`, or `https://host:port` for TLS to the proxy itself; nothing else is in it. */
  readonly url: string;
  /** `user:password`, asked for at every connection. Absent: the proxy gets none. */
  readonly login?: (() => string | Promise<string>) | undefined;
  /** Trusted instead of the roots that come with Node, for the certificate of an https proxy alone. */
  readonly caPem?: string | null | undefined;
}

export interface Proxy {
  readonly url: URL;
  readonly login: string | null;
  readonly caPem: string | null;
}

export type ProxyResult =
  /** Null: the way leads through none. */
  | { readonly kind: 'usable'; readonly proxy: Proxy | null }
  /** `why` quotes nothing of the login. */
  | { readonly kind: 'unusable'; readonly why: string };

/** Throws if it is not a proxy URL, or has the login in it, where logs would show it. */
export function proxyUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    throw new Error('The URL of the proxy must be http or https');
  }
  if (url.username + url.password + url.search + url.hash !== '' || url.pathname !== '/') {
    throw new Error('The URL of the proxy must be a host and a port, nothing more');
  }
  return url;
}

/** Basic authentication has the password after the first colon, and neither may hold control characters. */
const LOGIN = /^[^:\p{Cc}]+:[^\p{Cc}]+$/u;

/** The proxy as it is to be used now, with the login as it is now. */
export async function useProxy(settings: ProxySettings | null): Promise<ProxyResult> {
  if (settings === null) return { kind: 'usable', proxy: null };
  const url = proxyUrl(settings.url);
  try {
    const login = (await settings.login?.()) ?? null;
    if (login !== null && !LOGIN.test(login)) {
      return { kind: 'unusable', why: 'The login for the proxy is not user:password.' };
    }
    return { kind: 'usable', proxy: { url, login, caPem: settings.caPem ?? null } };
  } catch (error) {
    const name = errorNameOf(error);
    const why = `The login for the proxy cannot be read${name === null ? '' : ` (${name})`}.`;
    return { kind: 'unusable', why };
  }
}
