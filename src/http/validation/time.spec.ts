import { describe, expect, it } from '@jest/globals';
import { time } from './field-rules.js';

describe('the domain of times', () => {
  it.each([
    '0001-01-01T00:00:00Z',
    '0001-01-01T12:00:00+12:00',
    '9999-12-31T23:59:59.999Z',
    '9999-12-31T12:00:00-11:59',
    '1969-12-31T23:59:59Z',
  ])('has %s', (value) => {
    expect(time(value)).toBeUndefined();
  });

  it.each([
    '0000-01-01T00:00:00Z',
    '0000-12-31T23:59:59-00:00',
    '0001-01-01T00:00:00+00:01',
    '0001-01-01T12:00:00+12:01',
    '9999-12-31T23:59:59-00:01',
    '9999-12-31T24:00:00Z',
    '-000001-01-01T00:00:00Z',
    '+010000-01-01T00:00:00Z',
    '10000-01-01T00:00:00Z',
    '2026-12-31T23:59:60Z',
  ])('has no %s', (value) => {
    expect(time(value)?.code).toBe('time-invalid');
  });
});
