import { describe, expect, it } from '@jest/globals';
import { type Delivery } from '../api/types';
import { toHealth } from './to-health';

const delivery = (
  at: string | null,
  error: string | null,
  status = error === null ? 'delivered' : 'pending',
): Delivery =>
  ({
    status,
    lastAttempt: at === null ? null : { at, error, httpStatus: 204, durationMs: 3, response: null },
  }) as Delivery;

describe('how a webhook fares', () => {
  it('is quiet where nothing was tried', () => {
    expect(toHealth([])).toMatchObject({ state: 'quiet', tried: 0 });
    expect(toHealth([delivery(null, null, 'pending')])).toMatchObject({ state: 'quiet', tried: 0 });
  });

  it('is failing when the newest try was in vain, whichever delivery that was of', () => {
    const old = delivery('2026-11-30T10:00:00Z', 'status-500');
    const health = toHealth([delivery('2026-11-30T09:00:00Z', null), old]);
    expect(health).toEqual({ state: 'failing', delivered: 1, tried: 2, lastFailure: old });
    expect(toHealth([delivery('2026-11-30T11:00:00Z', null), old])).toMatchObject({
      state: 'working',
      lastFailure: old,
    });
  });
});
