import { describe, expect, it } from '@jest/globals';
import { PUBLISHED_ERRORS, type TestOrder } from '../sectigo/index.js';
import { GuardedAccount, type VerifiableAccount } from './guarded-account.js';
import { confirmWhole, findNameTest, tryName } from './name-test.js';

type Answer = Awaited<ReturnType<VerifiableAccount['placeTestOrder']>>;

const EXCHANGE = {
  httpStatus: 200,
  durationMs: 1,
  requestDigest: null,
  replyDigest: null,
  rawReply: null,
  rawReplyFramed: null,
};
const PLACED: Answer = {
  kind: 'placed',
  orderNumber: '1',
  paymentOutstanding: false,
  cost: null,
  certificateId: null,
  certificateState: null,
  exchange: EXCHANGE,
};

function refused(code: number): Answer {
  const entry = PUBLISHED_ERRORS.find((one) => one.code === code);
  if (entry === undefined) throw new Error(`no published error ${code}`);
  return {
    kind: 'refused',
    errorCode: code,
    message: null,
    entry,
    argument: null,
    argumentField: null,
    exchange: EXCHANGE,
  };
}

/** An account that answers as `answer` says; `orders` are those that it got. */
function account(answer: (order: TestOrder) => Answer): { guarded: GuardedAccount; orders: TestOrder[] } {
  const orders: TestOrder[] = [];
  const placeTestOrder = (order: TestOrder): Promise<Answer> => {
    orders.push(order);
    return Promise.resolve(answer(order));
  };
  return { guarded: new GuardedAccount({ placeTestOrder } as VerifiableAccount), orders };
}

const isWhole = ({ values }: TestOrder): boolean => values.days !== undefined;
const knowsAll = ({ others = [] }: TestOrder, ...known: string[]): boolean =>
  others.every(([name]) => known.includes(name));

describe('a name that Sectigo may know', () => {
  it('is told by orders that lack values where names come first: none is placed', async () => {
    const { guarded, orders } = account((order) =>
      knowsAll(order, 'customerMail') ? (isWhole(order) ? PLACED : refused(-3)) : refused(-2),
    );
    const test = await findNameTest(guarded);
    expect(test).toEqual({ kind: 'incomplete' });
    expect(await tryName(guarded, test, ['customerMail', 'x'])).toMatchObject({ kind: 'known' });
    expect(await tryName(guarded, test, ['customerPost', 'x'])).toEqual({ kind: 'unknown' });
    expect(orders.filter(isWhole)).toEqual([]);
  });

  it('is told by whole orders where missing values come first', async () => {
    const { guarded } = account((order) =>
      isWhole(order) ? (knowsAll(order, 'customerMail') ? PLACED : refused(-2)) : refused(-3),
    );
    expect(await findNameTest(guarded)).toEqual({ kind: 'open' });
    const test = await confirmWhole(guarded);
    guarded.allowOrders();
    expect(test).toEqual({ kind: 'whole' });
    expect(await tryName(guarded, test, ['customerMail', 'x'])).toMatchObject({ kind: 'known' });
    expect(await tryName(guarded, test, ['customerPost', 'x'])).toEqual({ kind: 'unknown' });
  });

  it.each([
    ['every name is taken', (order: TestOrder) => (isWhole(order) ? PLACED : refused(-3))],
    ['an order without values is placed', () => PLACED],
    ['the published names are refused themselves', () => refused(-2)],
    [
      'the reply cannot be read',
      (): Answer => ({
        kind: 'unknown',
        reason: 'unreadable',
        errorCode: null,
        message: null,
        detail: '',
        exchange: EXCHANGE,
      }),
    ],
  ])('cannot be told where %s', async (_why, answer) => {
    const { guarded } = account(answer);
    const test = await findNameTest(guarded);
    expect(test.kind === 'open' ? await confirmWhole(guarded) : test).toMatchObject({ kind: 'none' });
  });

  it('is not tried any more after the call limit', async () => {
    const { guarded, orders } = account(() => ({
      kind: 'throttled',
      retryAfterMs: null,
      errorCode: -42,
      message: null,
      exchange: EXCHANGE,
    }));
    const test = await findNameTest(guarded);
    await tryName(guarded, { kind: 'incomplete' }, ['customerMail', 'x']);
    expect(test).toMatchObject({ kind: 'none' });
    expect(orders).toHaveLength(1);
  });
});
