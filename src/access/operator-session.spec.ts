import { beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Clock } from '../shared/clock.js';
import { isSame, OperatorSessions } from './operator-session.js';
import { readSessionCookie, sessionCookie } from './session-cookie.js';

const KEY = 'an-operator-key-of-the-tests';
const HOUR_MS = 3_600_000;

class SettableClock extends Clock {
  ms = Date.parse('2026-11-23T08:00:00Z');
  now(): Date {
    return new Date(this.ms);
  }
}

describe('a session of an operator', () => {
  let clock: SettableClock;
  let sessions: OperatorSessions;
  beforeEach(() => {
    clock = new SettableClock();
    sessions = new OperatorSessions(KEY, clock);
  });

  it('is found by its token, by whoever has the key', () => {
    const session = sessions.start();
    expect(sessions.find(session.token)).toEqual(session);
    expect(new OperatorSessions(KEY, clock).find(session.token)).toEqual(session);
    expect(new OperatorSessions(`${KEY}.`, clock).find(session.token)).toBeUndefined();
  });

  it('ends after twelve hours', () => {
    const { token, expiresAt } = sessions.start();
    expect(expiresAt.getTime()).toBe(clock.ms + 12 * HOUR_MS);
    clock.ms += 12 * HOUR_MS - 1;
    expect(sessions.find(token)).toBeDefined();
    clock.ms += 1;
    expect(sessions.find(token)).toBeUndefined();
  });

  it('is like no other, and its second token is not its first', () => {
    const [one, two] = [sessions.start(), sessions.start()];
    expect(new Set([one.token, two.token, one.csrfToken, two.csrfToken]).size).toBe(4);
    expect(one.token).not.toContain(one.csrfToken);
  });

  it('is not found once any character of its token is another', () => {
    const { token } = sessions.start();
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (at, other) => {
        fc.pre(token[at] !== other);
        expect(sessions.find(token.slice(0, at) + other + token.slice(at + 1))).toBeUndefined();
      }),
    );
  });

  it('is in no other text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => expect(sessions.find(text)).toBeUndefined()),
    );
  });

  it('comes back out of its cookie, whatever others are beside it', () => {
    const { token } = sessions.start();
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
