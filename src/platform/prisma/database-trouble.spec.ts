import { describe, expect, it } from '@jest/globals';
import { databaseTrouble, isPassing } from './database-trouble.js';
import { NoSessionError, SessionError } from './session.js';

const fault = (code: string, message = code): Error => Object.assign(new Error(message), { code });

describe('what Postgres, its pooler or the way to it says', () => {
  it.each([
    ['28P01', 'refused-login'],
    ['28000', 'refused-login'],
    ['3D000', 'unknown-database'],
    ['53300', 'too-many-connections'],
    ['53100', 'no-space'],
    ['57P03', 'starting'],
    ['25006', 'read-only'],
    ['42501', 'not-allowed'],
    ['08006', 'unreachable'],
    ['XX000', 'other'],
    ['ECONNREFUSED', 'unreachable'],
    ['EAI_AGAIN', 'unreachable'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'untrusted-certificate'],
  ])('%s is %s', (code, trouble) => {
    expect(databaseTrouble(fault(code))).toBe(trouble);
  });

  it.each([
    ['SASL authentication failed', 'refused-login'],
    ['password authentication failed for user "x"', 'refused-login'],
    ['no such user: x', 'refused-login'],
    ['database "x" does not exist', 'unknown-database'],
    ['no such database: x', 'unknown-database'],
    ['no more connections allowed (max_client_conn)', 'too-many-connections'],
    ['query_wait_timeout', 'unreachable'],
    ['server login has been failing, try again later (server_login_retry)', 'unreachable'],
  ])('of PgBouncer “%s” is %s', (message, trouble) => {
    expect(databaseTrouble(fault('08P01', message))).toBe(trouble);
  });

  it.each([
    [new SessionError('x'), 'wrong-session-settings'],
    [new NoSessionError('x'), 'unreachable'],
    [new Error('timeout expired'), 'unreachable'],
    [new Error('The server does not support SSL connections'), 'untrusted-certificate'],
    [new Error('SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string'), 'refused-login'],
  ])('%s is %s', (error, trouble) => {
    expect(databaseTrouble(error)).toBe(trouble);
  });

  it('is waited for only if it passes by itself', () => {
    const waited = ['unreachable', 'starting', 'too-many-connections'] as const;
    const told = [
      'refused-login',
      'unknown-database',
      'untrusted-certificate',
      'wrong-session-settings',
    ] as const;

    expect(waited.filter((trouble) => !isPassing(trouble))).toEqual([]);
    expect(told.filter((trouble) => isPassing(trouble))).toEqual([]);
  });
});
