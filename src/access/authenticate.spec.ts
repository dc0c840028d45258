import { beforeEach, describe, expect, it } from '@jest/globals';
import { Clock } from '../shared/clock.js';
import { newApiKey, type NewApiKey } from './api-key.js';
import { Authenticate } from './authenticate.js';
import { type CallersRepository } from './callers.repository.js';
import { FailedLogins } from './failed-logins.js';

const OPERATOR_KEY = 'an-operator-key-of-the-tests';
const BURST = 50;

class SettableClock extends Clock {
  ms = 1_000_000;
  now(): Date {
    return new Date(this.ms);
  }
}

/** One client's keys, and how often they were asked for. */
class Keys {
  lookUps = 0;
  readonly usable = new Map<string, string>();

  add(): NewApiKey {
    const key = newApiKey();
    this.usable.set(key.id, key.secretHash);
    return key;
  }

  byKey(id: string): Promise<{ clientId: string; limited: boolean; secretHash: string } | undefined> {
    this.lookUps += 1;
    const secretHash = this.usable.get(id);
    return Promise.resolve(
      secretHash === undefined ? undefined : { clientId: 'cli_1', limited: false, secretHash },
    );
  }
}

describe('authentication', () => {
  let clock: SettableClock;
  let keys: Keys;
  let authenticate: Authenticate;
  beforeEach(() => {
    clock = new SettableClock();
    keys = new Keys();
    authenticate = new Authenticate(
      keys as unknown as CallersRepository,
      new FailedLogins(clock),
      undefined,
      OPERATOR_KEY,
    );
  });

  /** The role, or the code of the refusal. */
  const attempt = (token: string, address = '203.0.113.7'): Promise<string> =>
    authenticate.byAuthorization(`Bearer ${token}`, address).then(
      ({ role }) => role,
      (error: unknown) => (error as { code: string }).code,
    );
  const failOften = async (address?: string, times = BURST): Promise<void> => {
    for (let time = 0; time < times; time += 1) await attempt(newApiKey().token, address);
  };

  it('asks for no key any more once too many were wrong, and again when time has passed', async () => {
    await failOften();
    expect(keys.lookUps).toBe(BURST);
    expect(await attempt(newApiKey().token)).toBe('authentication-throttled');
    expect(await attempt('anything')).toBe('authentication-throttled');
    expect(keys.lookUps).toBe(BURST);
    clock.ms += 1_000;
    expect(await attempt(newApiKey().token)).toBe('unauthenticated');
    expect(await attempt(newApiKey().token)).toBe('authentication-throttled');
    expect(keys.lookUps).toBe(BURST + 1);
  });

  it('goes on for a key that was valid from the same address', async () => {
    const { token } = keys.add();
    expect(await attempt(token)).toBe('client');
    await failOften();
    expect(await attempt(token)).toBe('client');
    expect(await attempt(keys.add().token)).toBe('authentication-throttled');
    expect(await attempt(keys.add().token, '203.0.113.8')).toBe('client');
  });

  it('ends at once for a key that was valid and was revoked', async () => {
    const { id, token } = keys.add();
    await attempt(token);
    keys.usable.delete(id);
    expect(await attempt(token)).toBe('unauthenticated');
  });

  it('tries no secret of one key id more often, wherever the tries come from', async () => {
    const { token } = keys.add();
    const wrong = (n: number): string => `${token.slice(0, -4)}${String(n).padStart(4, '0')}`;
    for (let n = 0; n < BURST; n += 1)
      expect(await attempt(wrong(n), `198.51.100.${n}`)).toBe('unauthenticated');
    expect(await attempt(wrong(99), '203.0.113.1')).toBe('authentication-throttled');
    expect(keys.lookUps).toBe(BURST);
  });

  it('does not tell the operator key from a wrong one while it is throttled', async () => {
    await failOften();
    expect(await attempt(OPERATOR_KEY)).toBe('authentication-throttled');
    expect(await attempt(OPERATOR_KEY, '203.0.113.8')).toBe('operator');
    await failOften('203.0.113.8');
    expect(await attempt(OPERATOR_KEY, '203.0.113.8')).toBe('operator');
  });
});
