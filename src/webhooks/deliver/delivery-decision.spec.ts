import { describe, expect, it } from '@jest/globals';
import { type ReceiverReply } from '../receivers/webhook.client.js';
import { decideDelivery, MOST_TRIES, SECRET_UNREADABLE } from './delivery-decision.js';

const DAY_MS = 86_400_000;
const answered = (status: number): ReceiverReply => ({ kind: 'replied', status, text: '' });
const timeout: ReceiverReply = { kind: 'failed', reason: 'timeout' };

describe('a try', () => {
  it.each([200, 201, 202, 204, 299])('answered with %d is the last', (status) => {
    expect(decideDelivery(answered(status), 1)).toEqual({ next: 'done' });
  });

  it.each([101, 301, 302, 304, 307, 400, 401, 403, 404, 408, 409, 411, 429, 500, 502, 503])(
    'answered with %d is followed by another',
    (status) => {
      expect(decideDelivery(answered(status), 1)).toMatchObject({ next: 'again', counts: true });
    },
  );

  it('answered with 410 is the last for the webhook, were it the first', () => {
    expect(decideDelivery(answered(410), 1)).toEqual({ next: 'give-up', reason: 'gone' });
  });

  it('without an answer is followed by another', () => {
    expect(decideDelivery(timeout, 1, () => 0)).toEqual({ next: 'again', afterMs: 5_000, counts: true });
  });

  it('that we cut off ourselves does not count, were it the last', () => {
    const interrupted: ReceiverReply = { kind: 'failed', reason: 'interrupted' };
    expect(decideDelivery(interrupted, MOST_TRIES)).toEqual({ next: 'again', afterMs: 0, counts: false });
  });

  it('that nobody could sign does not count, were it the last', () => {
    const unsigned: ReceiverReply = { kind: 'failed', reason: SECRET_UNREADABLE };
    expect(decideDelivery(unsigned, MOST_TRIES)).toEqual({ next: 'again', afterMs: 300_000, counts: false });
  });

  it.each([0, 0.999])('is one of ten in about three days, longer and longer apart (luck %d)', (luck) => {
    const pauses: number[] = [];
    for (let tries = 1; tries < MOST_TRIES; tries += 1) {
      const decision = decideDelivery(timeout, tries, () => luck);
      pauses.push(decision.next === 'again' ? decision.afterMs : 0);
    }
    const totalDays = pauses.reduce((sum, pause) => sum + pause, 0) / DAY_MS;

    expect(MOST_TRIES).toBe(10);
    expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
    expect(totalDays).toBeGreaterThan(2.9);
    expect(totalDays).toBeLessThan(3.4);
    expect(decideDelivery(timeout, MOST_TRIES)).toEqual({ next: 'give-up', reason: 'tries-exhausted' });
  });
});
