import { beforeEach, describe, expect, it } from '@jest/globals';
import { SettableClock } from '../../test/support/settable-clock.js';
import { newApiKey, type NewApiKey } from './api-key.js';
import { Authenticate } from './authenticate.js';
import { type CallersRepository } from './callers.repository.js';

const OPERATOR_KEY = 'an-operator-key-of-the-tests';
const BURST = 50;

/** One client's keys. */
class Keys {
  readonly usable = new Map<string, string>();

  add(): NewApiKey {
    const key = newApiKey();
    this.usable.set(key.id, key.secretHash);
    return key;
  }

  byKey(id: string): Promise<object | undefined> {
    const secretHash = this.usable.get(id);
    return Promise.resolve(
      secretHash === undefined
        ? undefined
        : { clientId: 'cli_1', limited: false, secretHash, unnoted: false },
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
    const callers = keys as unknown as CallersRepository;
    authenticate = new Authenticate(callers, { operatorKey: OPERATOR_KEY }, clock);
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

  it('tells to wait once too many were wrong, until time has passed', async () => {
    await failOften();
    expect(await attempt(newApiKey().token)).toBe('authentication-throttled');
    expect(await attempt('anything')).toBe('authentication-throttled');
    clock.ms += 1_000;
    expect(await attempt(newApiKey().token)).toBe('unauthenticated');
    expect(await attempt(newApiKey().token)).toBe('authentication-throttled');
  });

  it('takes a valid key whatever else came from its address, or with its id', async () => {
    const { token } = keys.add();
    await failOften();
    for (let n = 0; n < 2 * BURST; n += 1) await attempt(`${token.slice(0, -4)}AAAA`, `198.51.100.${n}`);
    expect(await attempt(token)).toBe('client');
    expect(await attempt(token, '198.51.100.1')).toBe('client');
    expect(await attempt(OPERATOR_KEY)).toBe('admin');
  });

  it('ends at once for a key that was valid and was revoked', async () => {
    const { id, token } = keys.add();
    await attempt(token);
    keys.usable.delete(id);
    expect(await attempt(token)).toBe('unauthenticated');
  });

  it('takes the operator key alone from people who sign in, however many fail', async () => {
    const { token } = keys.add();
    const signIn = (key: string): void => authenticate.byOperatorKey(key, '203.0.113.7');
    expect(() => signIn(token)).toThrow(expect.objectContaining({ code: 'unauthenticated' }));
    await failOften();
    expect(() => signIn(token)).toThrow(expect.objectContaining({ code: 'authentication-throttled' }));
    expect(() => signIn(OPERATOR_KEY)).not.toThrow();
  });
});
