import { describe, expect, it } from '@jest/globals';
import { type Known, toNeeds } from './to-needs';

const QUIET: Known = {
  orders: {},
  failedLately: 0,
  mismatched: 0,
  endingDays: [],
  broken: [],
  pushesWaiting: 0,
};
const SINCE = '2026-11-22T10:00:00.000Z';
const webhook = (id: string, enabled = true) => ({
  id,
  url: `https://${id}.example`,
  description: null,
  enabled,
});

describe('what needs action', () => {
  it('is nothing on a quiet day, whatever was placed', () => {
    expect(toNeeds({ ...QUIET, orders: { placed: 41, rejected: 3 } }, SINCE)).toEqual([]);
  });

  it('is ranked: unknown outcomes, held and failed orders, certificates, webhooks', () => {
    const all: Known = {
      orders: { held: 1, 'outcome-unknown': 2 },
      failedLately: 3,
      mismatched: 1,
      endingDays: [12, 5],
      broken: [webhook('a'), webhook('b', false)],
      pushesWaiting: 1,
    };
    expect(toNeeds(all, SINCE).map(({ title, to }) => [title, to])).toEqual([
      ['The outcome of 2 orders is unknown', '/orders?status=outcome-unknown'],
      ['1 order is held', '/orders?status=held'],
      [
        '3 orders of the last 3 days failed',
        '/orders?status=failed&createdAfter=2026-11-22T10%3A00%3A00.000Z',
      ],
      ['1 certificate does not match the order', '/orders?mismatched=true'],
      ['2 certificates expire within 30 days without a renewal', '/certificates'],
      ['2 webhooks fail', '/webhooks'],
      ['Sectigo sent pushes about 1 order that the gateway does not know', '/certificates'],
    ]);
  });

  it('says how soon the first certificate ends', () => {
    expect(toNeeds({ ...QUIET, endingDays: [12, 5] }, SINCE)[0]?.text).toBe('The first expires in 5 days.');
    expect(toNeeds({ ...QUIET, endingDays: [1] }, SINCE)[0]?.text).toBe('It expires within a day.');
  });

  it('names the webhooks that fail, and leads to the only one', () => {
    expect(toNeeds({ ...QUIET, broken: [webhook('a', false)] }, SINCE)[0]).toMatchObject({
      text: 'Events do not reach: https://a.example (disabled)',
      to: '/webhooks/a',
    });
    const many = ['a', 'b', 'c', 'd'].map((id) => webhook(id));
    expect(toNeeds({ ...QUIET, broken: many }, SINCE)[0]?.text).toMatch(/c\.example …$/);
  });
});
