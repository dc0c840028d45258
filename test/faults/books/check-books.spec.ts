import { describe, expect, it } from '@jest/globals';
import { type OrderStatus } from '../../../src/orders/domain/order-status.js';
import { type Books, type FindingKind } from './books.js';
import { checkBooks } from './check-books.js';

const ORDER = {
  id: 'ord_1',
  key: 'key-1',
  organization: 'Company 1',
  status: 'placed' as OrderStatus,
  version: 3,
  fence: 1,
  sectigoOrderNumber: '3040824',
  problem: null as string | null,
  looksAgain: false,
};
const CALLER = { organization: 'Company 1', key: 'key-1', toldIds: ['ord_1'], refusedAs: null };
const EVENTS = (['queued', 'submitting', 'placed'] as OrderStatus[]).map((status, index) => ({
  orderId: 'ord_1',
  about: 'order' as const,
  ofOwner: true,
  version: index + 1,
  status,
}));
const LATER = {
  orderId: 'ord_1',
  about: 'certificate' as const,
  ofOwner: true,
  version: 4,
  status: 'placed' as OrderStatus,
};
const ATTEMPT = { orderId: 'ord_1', fence: 1, outcome: 'placed' as string | null };
const PURCHASE = { organization: 'Company 1', orderNumber: '3040824' };
const SOUND: Books = {
  callers: [CALLER],
  orders: [ORDER],
  events: EVENTS,
  attempts: [ATTEMPT],
  purchases: [PURCHASE],
};

const endingAs = (status: OrderStatus, problem: string | null = null): Partial<Books> => ({
  orders: [{ ...ORDER, status, problem, sectigoOrderNumber: null }],
  events: EVENTS.map((event) => (event.version === 3 ? { ...event, status } : event)),
});

function kindsOf(changes: Partial<Books>): FindingKind[] {
  return checkBooks({ ...SOUND, ...changes }).map(({ kind }) => kind);
}

describe('three books that agree', () => {
  it('have no finding', () => {
    expect(checkBooks(SOUND)).toEqual([]);
  });

  it('may show news of the certificate after the order was placed', () => {
    expect(kindsOf({ orders: [{ ...ORDER, version: 4 }], events: [...EVENTS, LATER] })).toEqual([]);
  });

  it('may show an order that was refused by Sectigo and not bought', () => {
    expect(kindsOf({ ...endingAs('rejected', 'country-invalid'), purchases: [] })).toEqual([]);
  });

  it('may show a caller who was refused, and no order', () => {
    const refused = { organization: 'Company 2', key: 'key-2', toldIds: [], refusedAs: 'duplicate-order' };
    expect(kindsOf({ callers: [CALLER, refused] })).toEqual([]);
  });
});

describe('an order is lost', () => {
  it.each<[string, Partial<Books>]>([
    ['when its caller was told of one that is not there', { callers: [{ ...CALLER, toldIds: ['ord_2'] }] }],
    ['when its caller never heard anything', { callers: [{ ...CALLER, toldIds: [] }] }],
    ['when it is placed and was never bought', { purchases: [] }],
    ['when it was bought and has failed', endingAs('failed', 'gateway-defect')],
    ['when it was bought and is cancelled', endingAs('cancelled')],
    [
      'when it was bought and nobody ordered it',
      { purchases: [PURCHASE, { organization: 'Company 2', orderNumber: '3040825' }] },
    ],
    ['when it is in trouble without a reason', { ...endingAs('failed'), purchases: [] }],
    ['when it stays open', { ...endingAs('submitting'), purchases: [], attempts: [ATTEMPT, ATTEMPT] }],
  ])('%s', (_, changes) => {
    expect(kindsOf(changes)).toEqual(['lost']);
  });

  it('when nobody looks at it again, which is said', () => {
    const events = EVENTS.map((event) =>
      event.version === 3 ? { ...event, status: 'queued' as const } : event,
    );
    const found = checkBooks({ ...SOUND, ...endingAs('queued'), events, purchases: [] });
    expect(found.map(({ what }) => what)).toEqual(['queued, and nobody looks at it again']);
  });
});

describe('an order was bought twice', () => {
  it('when the ledger has two purchases for it', () => {
    expect(kindsOf({ purchases: [PURCHASE, { ...PURCHASE, orderNumber: '3040825' }] })).toEqual([
      'bought-twice',
    ]);
  });
});

describe('an order is unresolved', () => {
  it.each([
    ['bought', [PURCHASE]],
    ['not bought', []],
  ])('when its outcome is unknown and it was %s', (what, purchases) => {
    const found = checkBooks({ ...SOUND, ...endingAs('outcome-unknown', 'outcome-unknown'), purchases });
    expect(found).toEqual([{ kind: 'unresolved', organization: 'Company 1', what: `unknown, ${what}` }]);
  });
});

describe('the books disagree', () => {
  it.each<[string, Partial<Books>]>([
    [
      'when one key was told two orders',
      {
        callers: [{ ...CALLER, toldIds: ['ord_1', 'ord_2'] }],
        orders: [ORDER, { ...ORDER, id: 'ord_2', organization: 'Company 2' }],
        events: [...EVENTS, ...EVENTS.map((event) => ({ ...event, orderId: 'ord_2' }))],
        attempts: [ATTEMPT, { ...ATTEMPT, orderId: 'ord_2' }],
        purchases: [PURCHASE, { ...PURCHASE, organization: 'Company 2' }],
      },
    ],
    ['when a caller was told the order of another key', { callers: [{ ...CALLER, key: 'key-2' }] }],
    [
      'when a caller was refused and the order is there',
      { callers: [{ ...CALLER, toldIds: [], refusedAs: 'x' }] },
    ],
    ['when the number is not the one of the purchase', { purchases: [{ ...PURCHASE, orderNumber: '1' }] }],
    ['when a change has no event', { events: EVENTS.filter(({ version }) => version !== 1) }],
    ['when an event comes twice', { events: [...EVENTS, ...EVENTS.slice(2)] }],
    ['when two events come in the wrong order', { events: [EVENTS[1]!, EVENTS[0]!, EVENTS[2]!] }],
    ['when another client is told', { events: EVENTS.map((event) => ({ ...event, ofOwner: false })) }],
    [
      'when the last event tells another status',
      {
        events: EVENTS.map((event) =>
          event.version === 3 ? { ...event, status: 'failed' as const } : event,
        ),
      },
    ],
    [
      'when it went on after it was placed',
      {
        orders: [{ ...ORDER, version: 4 }],
        events: [...EVENTS, { ...LATER, about: 'order' as const }],
      },
    ],
    [
      'when the certificate of an order that is not placed has news',
      {
        ...endingAs('rejected', 'country-invalid'),
        orders: [
          { ...ORDER, status: 'rejected' as const, problem: 'x', version: 4, sectigoOrderNumber: null },
        ],
        purchases: [],
        events: [
          ...EVENTS.slice(0, 2),
          { ...EVENTS[2]!, status: 'rejected' as const },
          { ...LATER, status: 'rejected' as const },
        ],
      },
    ],
    ['when an attempt is missing', { attempts: [] }],
    ['when an attempt has no end', { attempts: [{ ...ATTEMPT, outcome: null }] }],
    ['when an attempt has a later fencing number than the order', { attempts: [{ ...ATTEMPT, fence: 2 }] }],
  ])('%s', (_, changes) => {
    expect(new Set(kindsOf(changes))).toEqual(new Set(['inconsistent']));
  });
});
