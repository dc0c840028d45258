import { describe, expect, it } from '@jest/globals';
import { type Certificate, type Order } from '../api/types';
import { toStory } from './to-story';

const NOW = Date.parse('2026-11-30T12:00:00.000Z');
const AROUND = { paused: false, problems: [], now: NOW };
const ISSUED: Certificate = {
  status: 'issued',
  statusDescription: null,
  issuedAt: null,
  revokedAt: null,
  expiresAt: '2027-11-30T12:00:00.000Z',
  mismatches: [],
};
const ORDER = {
  status: 'placed',
  attempts: 1,
  nextAttemptAt: null,
  placedAt: '2026-11-27T12:00:00.000Z',
  renewedBy: null,
  certificate: ISSUED,
  problem: null,
} as unknown as Order;

const titleOf = (order: Partial<Order>, around = AROUND): string =>
  toStory({ ...ORDER, ...order }, around).title;

describe('where an order stands and what to do now', () => {
  it('an order that waits is told of a pause, or of its next try', () => {
    const queued: Order = { ...ORDER, status: 'queued', nextAttemptAt: '2026-11-30T12:05:00.000Z' };
    expect(toStory(queued, AROUND)).toMatchObject({
      tone: 'waiting',
      text: expect.stringContaining('in 5 min'),
    });
    expect(toStory(queued, { ...AROUND, paused: true })).toMatchObject({ tone: 'held', actor: 'operator' });
    expect(toStory({ ...queued, attempts: 0 }, AROUND).text).toBe('It is sent within seconds.');
  });

  it('a problem says why, and the list of problems what to do', () => {
    const problem = {
      title: 'Unknown country',
      detail: 'No such code.',
      code: 'country-invalid',
      actor: 'caller',
    };
    const rejected = { ...ORDER, status: 'rejected', problem } as unknown as Order;
    const problems = [{ code: 'country-invalid' as const, whatToDo: 'Use two letters.' }];
    expect(toStory(rejected, { ...AROUND, problems })).toEqual({
      tone: 'bad',
      title: 'Rejected: Unknown country',
      text: 'No such code. Nothing was bought.',
      todo: 'Use two letters.',
      actor: 'caller',
    });
  });

  it.each([
    ['failed', 'order-not-placed'],
    ['held', 'sectigo-error-unrecognised'],
  ])('%s with %s does not say that nothing was bought', (status, code) => {
    const problem = { title: 'Who knows', detail: 'Look there.', code, actor: 'operator' };
    const order = { ...ORDER, status, problem } as unknown as Order;
    expect(toStory(order, AROUND).text).toBe('Look there.');
  });

  it('of an unknown outcome nothing is said to have been bought, and nothing not to have been', () => {
    const story = toStory({ ...ORDER, status: 'outcome-unknown' }, AROUND);
    expect(story).toMatchObject({ tone: 'doubt', actor: 'operator' });
    expect(story.text).toContain('may have sold it');
  });

  it.each([
    [{ ...ISSUED }, 'The certificate is issued'],
    [{ ...ISSUED, status: 'pending' as const }, 'Sectigo is validating it'],
    [{ ...ISSUED, status: 'revoked' as const }, 'The certificate is revoked'],
    [{ ...ISSUED, status: 'failed' as const }, 'Sectigo could not issue the certificate'],
    [{ ...ISSUED, mismatches: ['key' as const] }, 'The certificate does not match the order'],
    [{ ...ISSUED, expiresAt: '2026-12-01T11:00:00.000Z' }, 'The certificate expires in 1 day'],
    [{ ...ISSUED, expiresAt: '2026-11-29T11:00:00.000Z' }, 'The certificate has expired'],
  ])('of the certificate %j: %s', (certificate, title) => expect(titleOf({ certificate })).toBe(title));

  it('a certificate that ends soon is nobody’s turn once it is renewed', () => {
    const certificate = { ...ISSUED, expiresAt: '2026-12-10T11:00:00.000Z' };
    expect(toStory({ ...ORDER, certificate }, AROUND)).toMatchObject({ tone: 'doubt', actor: 'caller' });
    const renewed = toStory({ ...ORDER, certificate, renewedBy: 'ord_1' }, AROUND);
    expect(renewed).toMatchObject({ tone: 'good', todo: 'Nothing to do.' });
    expect(renewed).not.toHaveProperty('actor');
  });
});
