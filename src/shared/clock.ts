/** Wall time, injectable so that tests need not wait. Leases never use it: those live on database time. */
export abstract class Clock {
  abstract now(): Date;
}

export class SystemClock extends Clock {
  now(): Date {
    return new Date();
  }
}
