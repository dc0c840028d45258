import { beforeEach, describe, expect, it } from '@jest/globals';
import { SessionRows } from '../../test/support/session-rows.js';
import { SettableClock } from '../../test/support/settable-clock.js';
import { Authenticate } from './authenticate.js';
import { type CallersRepository } from './callers.repository.js';
import { IdentifyCaller } from './identify-caller.js';
import { type OperatorSession, OperatorSessions, SESSION_SECONDS } from './operator-session.js';

const KEY = 'an-operator-key-of-the-tests';

describe('a caller', () => {
  let clock: SettableClock;
  let identify: IdentifyCaller;
  let session: OperatorSession;
  beforeEach(async () => {
    clock = new SettableClock();
    const sessions = new OperatorSessions({ operatorKey: KEY }, new SessionRows(clock));
    const nobody = { byKey: () => Promise.resolve(undefined) } as unknown as CallersRepository;
    identify = new IdentifyCaller(new Authenticate(nobody, { operatorKey: KEY }, clock), sessions);
    session = await sessions.start();
  });

  /** The role, or the code of the refusal. */
  const callerOf = (method: string, headers: Record<string, string>): Promise<string> =>
    identify.execute({ method, headers, ip: '203.0.113.7' }).then(
      ({ role }) => role,
      (error: unknown) => (error as { code: string }).code,
    );
  const cookie = (): string => `gateway-session=${session.token}`;

  it('is an operator by the session of a browser, until it ends: a stream asks again and again', async () => {
    expect(await callerOf('GET', { cookie: cookie() })).toBe('admin');
    clock.ms += SESSION_SECONDS * 1_000;
    expect(await callerOf('GET', { cookie: cookie() })).toBe('unauthenticated');
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'QUERY'])(
    'needs the second token for %s',
    async (method) => {
      expect(await callerOf(method, { cookie: cookie() })).toBe('forbidden');
      expect(await callerOf(method, { cookie: cookie(), 'x-csrf-token': 'wrong' })).toBe('forbidden');
      expect(await callerOf(method, { cookie: cookie(), 'x-csrf-token': session.csrfToken })).toBe('admin');
    },
  );

  it('is who its key says, whatever cookie is beside it', async () => {
    expect(await callerOf('POST', { cookie: cookie(), authorization: `Bearer ${KEY}` })).toBe('admin');
    expect(await callerOf('GET', { cookie: cookie(), authorization: 'Bearer wrong' })).toBe(
      'unauthenticated',
    );
  });
});
