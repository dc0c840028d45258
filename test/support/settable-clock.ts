import { Clock } from '../../src/shared/clock.js';

/** Stands until it is moved. */
export class SettableClock extends Clock {
  ms = Date.parse('2026-11-23T08:00:00Z');

  now(): Date {
    return new Date(this.ms);
  }
}
