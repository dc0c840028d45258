import { describe, expect, it } from '@jest/globals';
import { parseRedisUrl, prefixFor } from './redis-url.js';

const TWO = [
  { host: 'a', port: 1 },
  { host: 'b.example', port: 2 },
];

describe('REDIS_URL', () => {
  it.each([
    ['redis://u:p@h:6379/1', { kind: 'single', url: 'redis://u:p@h:6379/1' }],
    ['rediss://h', { kind: 'single', url: 'rediss://h' }],
    [
      'redis+sentinel://a:1,b.example:2/main',
      { kind: 'sentinel', nodes: TWO, master: 'main', db: 0, tls: false },
    ],
    [
      'rediss+sentinel://us%3Aer:p%40ss@[::1]/main/3?sentinelUsername=s&sentinelPassword=%26',
      {
        kind: 'sentinel',
        nodes: [{ host: '::1', port: 26_379 }],
        master: 'main',
        db: 3,
        tls: true,
        username: 'us:er',
        password: 'p@ss',
        sentinelUsername: 's',
        sentinelPassword: '&',
      },
    ],
    [
      'redis+cluster://:secret@a:1,b.example:2',
      { kind: 'cluster', nodes: TWO, tls: false, password: 'secret' },
    ],
    ['rediss+cluster://a', { kind: 'cluster', nodes: [{ host: 'a', port: 6_379 }], tls: true }],
  ])('%s is understood', (url, target) => {
    expect(parseRedisUrl(url)).toEqual(target);
  });

  it.each([
    'http://h',
    'redis:h',
    'redis+sentinel://a:1',
    'redis+sentinel:///main',
    'redis+sentinel://a b/main',
    'redis+sentinel://a:1/main/zero',
    'redis+cluster://',
    'redis+cluster://a:1,,b:2',
    'redis+cluster://a:1/0',
    'redis+cluster://%@a:1',
  ])('%s is not', (url) => {
    expect(parseRedisUrl(url)).toBeUndefined();
  });
});

describe("the prefix of the queues' keys", () => {
  it.each([
    ['redis://h', 'gw', 'gw'],
    ['redis+sentinel://h/main', 'gw', 'gw'],
    ['redis+cluster://h', 'gw', '{gw}'],
    ['redis+cluster://h', '{gw}', '{gw}'],
  ])('with %s and QUEUE_PREFIX=%s is %s', (url, prefix, used) => {
    expect(prefixFor(parseRedisUrl(url), prefix)).toBe(used);
  });
});
