/** What REDIS_URL leads to: one server, whoever the sentinels say is the master, or a cluster. */
export type RedisTarget =
  | { readonly kind: 'single'; readonly url: string }
  | ({
      readonly kind: 'sentinel';
      readonly master: string;
      readonly db: number;
      readonly sentinelUsername?: string;
      readonly sentinelPassword?: string;
    } & RedisNodes)
  | ({ readonly kind: 'cluster' } & RedisNodes);

export interface RedisNodes {
  readonly nodes: readonly RedisNode[];
  readonly tls: boolean;
  readonly username?: string;
  readonly password?: string;
}

export interface RedisNode {
  readonly host: string;
  readonly port: number;
}

/** redis+sentinel://user:password@host:port,host:port/master/db?… and redis+cluster://user:password@host:port,host:port */
const MANY =
  /^(rediss?)\+(sentinel|cluster):\/\/(?:([^@/?]*)@)?([^@/?]+)(?:\/([^/?]*))?(?:\/(\d{1,4}))?(?:\?(.*))?$/;
const NODE = /^(?:\[([0-9a-fA-F:.]+)\]|([A-Za-z0-9._-]+))(?::(\d{1,5}))?$/;
const DEFAULT_PORT = { sentinel: 26_379, cluster: 6_379 } as const;

/** Undefined: not an address of Redis in any of its forms. */
export function parseRedisUrl(url: string): RedisTarget | undefined {
  if (/^rediss?:\/\//.test(url)) return URL.canParse(url) ? { kind: 'single', url } : undefined;
  const [, scheme, kind, credentials = '', hosts = '', path = '', db, query] = MANY.exec(url) ?? [];
  if (kind !== 'sentinel' && kind !== 'cluster') return undefined;
  const nodes = hosts.split(',').map((host) => parseNode(host, DEFAULT_PORT[kind]));
  const login = parseCredentials(credentials);
  if (!nodes.every((node) => node !== undefined) || login === undefined) return undefined;
  const common = { nodes, tls: scheme === 'rediss', ...login };
  if (kind === 'cluster') return path === '' && db === undefined ? { kind, ...common } : undefined;
  if (path === '') return undefined;
  const wishes = new URLSearchParams(query);
  const sentinelUsername = wishes.get('sentinelUsername');
  const sentinelPassword = wishes.get('sentinelPassword');
  return {
    kind,
    master: path,
    db: Number(db ?? 0),
    ...common,
    ...(sentinelUsername !== null && { sentinelUsername }),
    ...(sentinelPassword !== null && { sentinelPassword }),
  };
}

function parseNode(text: string, defaultPort: number): RedisNode | undefined {
  const [, address, name, port] = NODE.exec(text) ?? [];
  const host = address ?? name;
  return host === undefined ? undefined : { host, port: Number(port ?? defaultPort) };
}

/** As in URLs: percent-encoded; a password alone follows a colon. */
function parseCredentials(text: string): Pick<RedisNodes, 'username' | 'password'> | undefined {
  const [username = '', ...rest] = text.split(':');
  try {
    return {
      ...(username !== '' && { username: decodeURIComponent(username) }),
      ...(rest.length > 0 && { password: decodeURIComponent(rest.join(':')) }),
    };
  } catch {
    return undefined;
  }
}

/** In a cluster all keys of a queue must be on one node: they are if they share a part in braces. */
export function prefixFor(target: RedisTarget | undefined, prefix: string): string {
  return target?.kind === 'cluster' && !prefix.startsWith('{') ? `{${prefix}}` : prefix;
}
