import { describe, expect, it } from '@jest/globals';
import { REDIS_TROUBLE_WORDS, REDIS_TROUBLES, redisTrouble, troublesOfInfo } from './redis-trouble.js';

const refusal = (message: string): Error => Object.assign(new Error(message), { name: 'ReplyError' });
const fault = (code: string): Error => Object.assign(new Error(code), { code });

describe('what Redis or the way to it says', () => {
  it.each([
    ['WRONGPASS invalid username-password pair or user is disabled.', 'refused-login'],
    ['NOAUTH Authentication required.', 'refused-login'],
    ["NOPERM this user has no permissions to run the 'info' command", 'not-allowed'],
    [
      "ERR ACL failure in script: The user executing the script can't run this command or subcommand",
      'not-allowed',
    ],
    ["ERR unknown command 'EVALSHA', with args beginning with: ", 'not-allowed'],
    ["READONLY You can't write against a read only replica. script: ab, on @user_script:1.", 'read-only'],
    [
      'UNBLOCKED force unblock from blocking operation, instance state changed (master -> replica?)',
      'read-only',
    ],
    [
      "OOM command not allowed when used memory > 'maxmemory'. script: ab, on @user_script:1.",
      'out-of-memory',
    ],
    ['LOADING Redis is loading the dataset in memory', 'loading'],
    ['MISCONF Redis is configured to save RDB snapshots', 'cannot-save'],
    ['NOREPLICAS Not enough good replicas to write.', 'cannot-save'],
    ["CROSSSLOT Keys in request don't hash to the same slot", 'cluster'],
    ['MOVED 3999 127.0.0.1:6381', 'cluster'],
    ['CLUSTERDOWN Hash slot not served', 'unreachable'],
    ['ERR something new', 'other'],
  ])('“%s” is %s', (message, trouble) => {
    expect(redisTrouble(refusal(message))).toBe(trouble);
  });

  it.each([
    [fault('ECONNREFUSED'), 'unreachable'],
    [fault('EAI_AGAIN'), 'unreachable'],
    [fault('SELF_SIGNED_CERT_IN_CHAIN'), 'untrusted-certificate'],
    [fault('ERR_TLS_CERT_ALTNAME_INVALID'), 'untrusted-certificate'],
    [new Error("Stream isn't writeable and enableOfflineQueue options is false"), 'unreachable'],
    [
      Object.assign(new Error('Failed to refresh slots cache.'), { lastNodeError: refusal('NOAUTH no') }),
      'refused-login',
    ],
    ['no error at all', 'other'],
  ])('%s is %s', (error, trouble) => {
    expect(redisTrouble(error)).toBe(trouble);
  });

  it.each([
    ['redis_version:7.0.15\r\nmaxmemory_policy:noeviction\r\n', []],
    ['redis_version:6.2.0\r\n', []],
    ['redis_version:6.0.20\r\n', ['too-old']],
    ['redis_version:5.0.7\r\nmaxmemory_policy:allkeys-lru\r\n', ['too-old', 'evicts']],
    ['redis_version:10.1.0\r\n', []],
    ['# a Redis that does not tell', []],
  ])('%j has the troubles %j', (info, troubles) => {
    expect(troublesOfInfo(info)).toEqual(troubles);
  });

  it('has words for every trouble', () => {
    expect(Object.keys(REDIS_TROUBLE_WORDS).sort()).toEqual([...REDIS_TROUBLES].sort());
  });
});
