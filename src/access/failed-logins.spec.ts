import { beforeEach, describe, expect, it } from '@jest/globals';
import { Clock } from '../shared/clock.js';
import { FailedLogins } from './failed-logins.js';

class SettableClock extends Clock {
  ms = 1_000_000;
  now(): Date {
    return new Date(this.ms);
  }
}

const HERE = { network: '203.0.113.7', token: 'wrong' };
const THERE = { network: '198.51.100.1', token: 'wrong' };

describe('failed logins', () => {
  let clock: SettableClock;
  let logins: FailedLogins;
  beforeEach(() => {
    clock = new SettableClock();
    logins = new FailedLogins(clock);
  });
  const fail = (attempt: Parameters<FailedLogins['failed']>[0], times: number): void => {
    for (let time = 0; time < times; time += 1) logins.failed(attempt);
  };

  it('may be fifty at once, then one a second', () => {
    fail(HERE, 49);
    expect(logins.waitMs(HERE)).toBe(0);
    fail(HERE, 1);
    expect(logins.waitMs(HERE)).toBe(1_000);
    clock.ms += 999;
    expect(logins.waitMs(HERE)).toBe(1);
    clock.ms += 1;
    expect(logins.waitMs(HERE)).toBe(0);
    fail(HERE, 1);
    expect(logins.waitMs(HERE)).toBe(1_000);
  });

  it('never keep anybody waiting for more than half a minute', () => {
    fail(HERE, 1_000);
    expect(logins.waitMs(HERE)).toBe(30_000);
  });

  it('are forgotten after a while', () => {
    fail(HERE, 50);
    clock.ms += 60_000;
    fail(HERE, 49);
    expect(logins.waitMs(HERE)).toBe(0);
  });

  it('of one network are not those of another', () => {
    fail(HERE, 100);
    expect(logins.waitMs(THERE)).toBe(0);
  });

  it('count for the key id as well, wherever they come from', () => {
    for (let at = 0; at < 50; at += 1) logins.failed({ ...HERE, network: `203.0.113.${at}`, keyId: 'key_1' });
    expect(logins.waitMs({ ...THERE, keyId: 'key_1' })).toBe(1_000);
    expect(logins.waitMs({ ...THERE, keyId: 'key_2' })).toBe(0);
  });

  it('do not stop a key that was valid from the same network, and no other', () => {
    const valid = { network: HERE.network, token: 'right', keyId: 'key_1' };
    logins.succeeded(valid);
    fail({ ...HERE, keyId: 'key_1' }, 1_000);
    expect(logins.waitMs(valid)).toBe(0);
    expect(logins.waitMs({ ...valid, token: 'right?' })).toBeGreaterThan(0);
    fail(THERE, 50);
    expect(logins.waitMs({ ...valid, network: THERE.network })).toBeGreaterThan(0);
  });

  it('are remembered of ten thousand networks, the latest', () => {
    fail(HERE, 50);
    for (let at = 0; at < 9_999; at += 1) logins.failed({ network: `net ${at}`, token: 'x' });
    expect(logins.waitMs(HERE)).toBe(1_000);
    logins.failed({ network: 'one more', token: 'x' });
    expect(logins.waitMs(HERE)).toBe(0);
  });

  it('do not end with a clock that goes back', () => {
    fail(HERE, 50);
    clock.ms -= 3_600_000;
    expect(logins.waitMs(HERE)).toBe(1_000);
  });
});
