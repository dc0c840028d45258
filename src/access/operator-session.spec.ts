import { beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SessionRows } from '../../test/support/session-rows.js';
import { SettableClock } from '../../test/support/settable-clock.js';
import { isSame, OperatorSessions } from './operator-session.js';
import { readSessionCookie, sessionCookie } from './session-cookie.js';

const KEY = 'an-operator-key-of-the-tests';
const HOUR_MS = 3_600_000;

describe('a session of an operator', () => {
  let clock: SettableClock;
  let rows: SessionRows;
  let sessions: OperatorSessions;
  beforeEach(() => {
    clock = new SettableClock();
    rows = new SessionRows(clock);
    sessions = new OperatorSessions({ operatorKey: KEY }, rows);
  });

  it('is found by its token, by whoever has the key', async () => {
    const session = await sessions.start();
    expect(await sessions.find(session.token)).toEqual(session);
    expect(await new OperatorSessions({ operatorKey: KEY }, rows).find(session.token)).toEqual(session);
    expect(await new OperatorSessions({ operatorKey: `${KEY}.` }, rows).find(session.token)).toBeUndefined();
  });

  it('ends after twelve hours', async () => {
    const { token, expiresAt } = await sessions.start();
    expect(expiresAt.getTime()).toBe(clock.ms + 12 * HOUR_MS);
    clock.ms += 12 * HOUR_MS - 1;
    expect(await sessions.find(token)).toBeDefined();
    clock.ms += 1;
    expect(await sessions.find(token)).toBeUndefined();
  });

  it('ends when it is told to, and no other with it', async () => {
    const [session, other] = [await sessions.start(), await sessions.start()];
    expect(await sessions.end(session.token)).toEqual(session);
    expect(await sessions.find(session.token)).toBeUndefined();
    expect(await sessions.end(session.token)).toBeUndefined();
    expect(await sessions.find(other.token)).toEqual(other);
  });

  it('of a person tells who it is, what it may do, and is no token to the former version', async () => {
    const { token } = await sessions.startAs({ subject: '2489', name: 'jane@example.com' }, 'viewer');
    expect(await sessions.find(token)).toMatchObject({
      role: 'viewer',
      person: { name: 'jane@example.com' },
      credential: 'person:jane@example.com',
    });
    expect(token).not.toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(await sessions.find(token.slice(1))).toBeUndefined();
    expect(await sessions.start()).toMatchObject({ role: 'admin', person: null });
  });

  it('is like no other, and its second token is not its first', async () => {
    const [one, two] = [await sessions.start(), await sessions.start()];
    expect(new Set([one.token, two.token, one.csrfToken, two.csrfToken]).size).toBe(4);
    expect(one.credential).not.toBe(two.credential);
  });

  it('is not found once any character of its token is another', async () => {
    const { token } = await sessions.start();
    await fc.assert(
      fc.asyncProperty(
        fc.nat(token.length - 1),
        fc.string({ minLength: 1, maxLength: 1 }),
        async (at, other) => {
          fc.pre(token[at] !== other);
          expect(await sessions.find(token.slice(0, at) + other + token.slice(at + 1))).toBeUndefined();
        },
      ),
    );
  });

  it('comes back out of its cookie, whatever others are beside it', async () => {
    const { token } = await sessions.start();
    const [pair = ''] = sessionCookie(token, true).split(';');
    for (const header of [pair, `a=b; ${pair}`, `${pair};a=b`, `x-${pair}; ${pair}`]) {
      expect(readSessionCookie(header)).toBe(token);
    }
    expect(readSessionCookie('a=b')).toBeUndefined();
    expect(readSessionCookie(undefined)).toBeUndefined();
  });
});

it('two texts are the same or are not, whatever their lengths', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (one, other) => expect(isSame(one, other)).toBe(one === other)),
  );
  expect(isSame(undefined, '')).toBe(false);
});
