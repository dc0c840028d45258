import { isSocketFault, isTlsFault } from '../fault-codes.js';

/** What may be amiss with Redis, for readiness, log and metric: a closed list, worst first. */
export const REDIS_TROUBLES = [
  'unreachable',
  'untrusted-certificate',
  'refused-login',
  'not-allowed',
  'too-old',
  'cluster',
  'loading',
  'read-only',
  'out-of-memory',
  'cannot-save',
  'other',
  'evicts',
] as const;

export type RedisTrouble = (typeof REDIS_TROUBLES)[number];

/** For people; never a value of a setting. */
export const REDIS_TROUBLE_WORDS: Readonly<Record<RedisTrouble, string>> = {
  unreachable: 'Redis does not answer',
  'untrusted-certificate':
    'the certificate of Redis is not trusted: name its authority in NODE_EXTRA_CA_CERTS',
  'refused-login': 'Redis refuses the user or password of REDIS_URL',
  'not-allowed': 'the user of REDIS_URL may not do what the queues need: see the ACL',
  'too-old': 'Redis is too old: 6.2 or newer is needed',
  cluster:
    'Redis is a cluster: REDIS_URL must be redis+cluster://…, or QUEUE_PREFIX in braces, as in {gateway}',
  loading: 'Redis is still loading its data',
  'read-only': 'Redis accepts no writes: it is a replica',
  'out-of-memory': 'Redis has no memory left',
  'cannot-save': 'Redis accepts no writes until it can save them or reach its replicas',
  other: 'Redis refuses for another reason: see the log',
  evicts: 'Redis may drop jobs when memory is short: maxmemory-policy must be noeviction',
};

/** With these no job can be taken before a setting is changed. */
const HOPELESS: ReadonlySet<RedisTrouble> = new Set(['not-allowed', 'too-old', 'cluster']);

export const isHopeless = (trouble: RedisTrouble): boolean => HOPELESS.has(trouble);

/** Jobs are still taken. */
export const isHarmless = (trouble: RedisTrouble): boolean => trouble === 'evicts';

/** The first word of a refusal is its kind; scripts pass on the words of the command that was refused. */
const BY_WORD: readonly (readonly [RegExp, RedisTrouble])[] = [
  [/WRONGPASS|NOAUTH|ERR AUTH|invalid password/, 'refused-login'],
  [/NOPERM|ACL failure in script|can't run this command|unknown command/, 'not-allowed'],
  [/READONLY|UNBLOCKED/, 'read-only'],
  [/^OOM|\bOOM command/, 'out-of-memory'],
  [/LOADING/, 'loading'],
  [/MISCONF|NOREPLICAS|MASTERDOWN/, 'cannot-save'],
  [/CLUSTERDOWN|TRYAGAIN/, 'unreachable'],
  [/CROSSSLOT|^MOVED|^ASK |non local key/, 'cluster'],
];

interface Fault {
  readonly name?: unknown;
  readonly message?: unknown;
  readonly code?: unknown;
  /** Of a cluster none of whose nodes can be asked. */
  readonly lastNodeError?: unknown;
}

/** The kind of trouble behind an error of the driver. */
export function redisTrouble(error: unknown): RedisTrouble {
  if (!isFault(error)) return 'other';
  const { code, message, lastNodeError } = error;
  if (isFault(lastNodeError)) return redisTrouble(lastNodeError);
  if (isTlsFault(code)) return 'untrusted-certificate';
  if (isSocketFault(code)) return 'unreachable';
  const found = BY_WORD.find(([word]) => word.test(String(message)));
  if (found !== undefined) return found[1];
  // whatever the server did not say is the driver's own: closed, not writable, out of retries
  return isRefusal(error) ? 'other' : 'unreachable';
}

/** Whether it is an answer of the server's. */
export const isRefusal = (error: unknown): boolean => isFault(error) && error.name === 'ReplyError';

const isFault = (error: unknown): error is Fault => typeof error === 'object' && error !== null;

const MIN_VERSION = [6, 2] as const;

/** By `INFO`; what says nothing of its version is not too old. */
export function troublesOfInfo(info: string): RedisTrouble[] {
  const [, major, minor] = /^redis_version:(\d+)\.(\d+)/m.exec(info) ?? [];
  const version = [Number(major), Number(minor)] as const;
  const isOld = version[0] < MIN_VERSION[0] || (version[0] === MIN_VERSION[0] && version[1] < MIN_VERSION[1]);
  const policy = maxmemoryPolicyOf(info);
  return [
    ...(isOld ? (['too-old'] as const) : []),
    ...(policy !== undefined && policy !== 'noeviction' ? (['evicts'] as const) : []),
  ];
}

export const maxmemoryPolicyOf = (info: string): string | undefined =>
  /^maxmemory_policy:(\S+)/m.exec(info)?.[1];
