import { beforeEach, describe, expect, it } from '@jest/globals';
import { SettableClock } from '../../test/support/settable-clock.js';
import { FailedLogins } from './failed-logins.js';

const HERE = '203.0.113.7';
const THERE = '198.51.100.1';
const TOO_OFTEN = expect.objectContaining({ code: 'authentication-throttled' });

describe('failed logins', () => {
  let clock: SettableClock;
  let logins: FailedLogins;
  beforeEach(() => {
    clock = new SettableClock();
    logins = new FailedLogins(clock);
  });
  /** How many of so many are answered as failures; the others are told to wait. */
  const fail = (address: string, times: number): number => {
    let failures = 0;
    for (let time = 0; time < times; time += 1) {
      try {
        logins.failed(address);
        failures += 1;
      } catch (error) {
        expect(error).toEqual(TOO_OFTEN);
      }
    }
    return failures;
  };

  it('may be fifty at once, then one a second', () => {
    expect(fail(HERE, 100)).toBe(50);
    clock.ms += 999;
    expect(fail(HERE, 100)).toBe(0);
    clock.ms += 1;
    expect(fail(HERE, 100)).toBe(1);
  });

  it('say how long to wait, which is never more than a second', () => {
    fail(HERE, 1_000);
    expect(() => logins.throttle(HERE)).toThrow(
      expect.objectContaining({ details: expect.objectContaining({ retryAfterMs: 1_000 }) }),
    );
    clock.ms += 400;
    expect(() => logins.throttle(HERE)).toThrow(
      expect.objectContaining({ details: expect.objectContaining({ retryAfterMs: 600 }) }),
    );
    clock.ms += 600;
    expect(() => logins.throttle(HERE)).not.toThrow();
  });

  it('are forgotten after a while', () => {
    fail(HERE, 50);
    clock.ms += 60_000;
    expect(fail(HERE, 100)).toBe(50);
  });

  it('of one network are not those of another, however many addresses it has', () => {
    expect(fail(HERE, 100)).toBe(50);
    expect(fail(THERE, 100)).toBe(50);
    expect(fail('2001:db8::1', 50) + fail('2001:db8::2', 50)).toBe(50);
  });

  it('are remembered of ten thousand networks, the latest', () => {
    fail(HERE, 50);
    for (let at = 0; at < 9_999; at += 1) fail(`net ${at}`, 1);
    expect(fail(HERE, 1)).toBe(0);
    fail('one more', 1);
    expect(fail(HERE, 1)).toBe(1);
  });

  it('do not end with a clock that goes back', () => {
    fail(HERE, 50);
    clock.ms -= 3_600_000;
    expect(fail(HERE, 1)).toBe(0);
  });
});
