import { describe, expect, it } from '@jest/globals';
import { prettyLine } from './pretty-line.js';

const line = (fields: object): string =>
  prettyLine(
    JSON.stringify({
      level: 'info',
      time: '2026-11-30T12:03:04.123Z',
      service: 'sectigo-gateway',
      version: '0.2.0',
      ...fields,
    }),
  );

describe('a line for people', () => {
  it('has the time of day, the level, the sentence and what belongs to it', () => {
    expect(line({ orderId: 'ord_1', attempts: 2, applied: ['a'], msg: 'an attempt ended' })).toBe(
      '12:03:04.123 INFO  an attempt ended  orderId=ord_1 attempts=2 applied=["a"]\n',
    );
  });

  it('has nothing behind a sentence that says it all', () => {
    expect(line({ level: 'fatal', msg: 'stopped' })).toBe('12:03:04.123 FATAL stopped\n');
  });

  it('shows below where an error happened', () => {
    const err = { type: 'Error', message: 'no', stack: 'Error: no\n    at there' };
    expect(line({ level: 'error', err, msg: 'failed' })).toBe(
      '12:03:04.123 ERROR failed\n    Error: no\n        at there\n',
    );
  });
});
