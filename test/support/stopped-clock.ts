import { Clock } from '../../src/shared/clock.js';

/** Always the same moment. */
export class StoppedClock extends Clock {
  now(): Date {
    return new Date('2026-11-22T22:00:00Z');
  }
}
