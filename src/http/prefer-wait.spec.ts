import { describe, expect, it } from '@jest/globals';
import { readPreferredWait } from './prefer-wait.js';

describe('Prefer', () => {
  it.each([
    ['wait=10', 10],
    ['wait=0', 0],
    ['wait=30', 30],
    ['wait=31', 30],
    ['wait=999999', 30],
    ['WAIT=5', 5],
    [' wait = 5 ', 5],
    ['wait="7"', 7],
    ['wait=007', 7],
    ['respond-async, wait=5', 5],
    ['respond-async; wait=5', 5],
    ['wait=5, wait=9', 5],
    ['wait=x, wait=9', 9],
  ])('%j wishes to wait %i seconds', (header, seconds) => {
    expect(readPreferredWait(header)).toBe(seconds);
  });

  it('may come in several lines', () => {
    expect(readPreferredWait(['respond-async', 'wait=4'])).toBe(4);
  });

  it.each([
    undefined,
    '',
    'respond-async',
    'wait',
    'wait=',
    'wait=-1',
    'wait=1.5',
    'wait=1e1',
    'wait=ten',
    'wait=1000000',
    'wait=10s',
    'await=10',
    'no wait=10',
  ])('%j wishes for no wait', (header) => {
    expect(readPreferredWait(header)).toBeUndefined();
  });
});
