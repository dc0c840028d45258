import { beforeEach, describe, expect, it } from '@jest/globals';
import { SettableClock } from '../../test/support/settable-clock.js';
import { SecretDoor } from './secret-door.js';

const SECRET = 'the right one';
const HERE = '203.0.113.7';

describe.each([
  ['a secret that nobody can guess', false],
  ['a secret that may be guessed', true],
])('the door of %s', (_name, guessable) => {
  let clock: SettableClock;
  let door: SecretDoor;
  beforeEach(() => {
    clock = new SettableClock();
    door = new SecretDoor(SECRET, guessable, clock);
  });
  /** Whether it opens, or the code of the refusal. */
  const knock = (given: string, address = HERE): boolean | string => {
    try {
      return door.opens(given, address);
    } catch (error) {
      return (error as { code: string }).code;
    }
  };
  const guess = (times: number): Set<boolean | string> =>
    new Set(Array.from({ length: times }, (_guess, n) => knock(`guess ${n}`)));

  it('opens to the secret alone', () => {
    expect(knock(SECRET)).toBe(true);
    expect(['', 'the wrong one', `${SECRET} `].map((given) => knock(given))).toEqual([false, false, false]);
  });

  it('tells who fails too often to wait', () => {
    expect(guess(50)).toEqual(new Set([false]));
    expect(guess(1)).toEqual(new Set(['authentication-throttled']));
    clock.ms += 1_000;
    expect(guess(2)).toEqual(new Set([false, 'authentication-throttled']));
  });

  it('opens to who has been there before, whoever else fails at the same address, and at any other', () => {
    expect(knock(SECRET)).toBe(true);
    guess(1_000);
    expect(knock(SECRET)).toBe(true);
    expect(knock(SECRET, '203.0.113.8')).toBe(true);
  });

  it(`${guessable ? 'does not look' : 'looks as well'} at who comes for the first time meanwhile`, () => {
    guess(1_000);
    expect(knock(SECRET)).toBe(guessable ? 'authentication-throttled' : true);
    clock.ms += 1_000;
    expect(knock(SECRET)).toBe(true);
  });
});
