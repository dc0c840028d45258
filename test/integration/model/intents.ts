import fc from 'fast-check';
import { type ModelOrder, type State } from './model-state.js';
import { type Finding, orderId, type Status, type Step } from './steps.js';

/** What somebody means to do; which step that is depends on the orders there are. */
export type Intent = (state: State) => Step | undefined;

/** Few values, so that they meet. */
const NUMBERS = ['3040801', '3040802', '3040803', '3040804', '3040805', '3040806'];

const accept: fc.Arbitrary<Intent> = fc
  .record({
    client: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constant(1) }),
    key: fc.nat(12),
    certificate: fc.nat(2),
    writing: fc.nat(1),
    reference: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, fc.nat(4)),
    note: fc.nat(1),
    allowDuplicate: fc.boolean(),
  })
  .map((request) => ({ orders }) => ({
    do: 'accept',
    request: { id: orderId(orders.length + 1), ...request },
  }));

/** The request of an order once more: the same body, or another under the same key. */
const repeat: fc.Arbitrary<Intent> = fc
  .record({ at: fc.nat(), note: fc.nat(1) })
  .map(({ at, note }) => ({ orders }) => {
    const order = orders[at % orders.length];
    return order && { do: 'accept', request: { ...order.request, note, id: orderId(orders.length + 1) } };
  });

const finding: fc.Arbitrary<Finding> = fc.oneof(
  fc.record({ kind: fc.constant('placed' as const), number: fc.constantFrom(...NUMBERS) }),
  fc.record({ kind: fc.constantFrom('rejected', 'failed', 'held: this order') }),
  fc.record({ kind: fc.constant('unknown' as const) }),
  fc.record({ kind: fc.constant('held: our account' as const) }),
  fc.record({ kind: fc.constant('not sent' as const), pause: fc.constantFrom('none', 'long') }),
  fc.record({ kind: fc.constant('throttled' as const) }),
);

/** Half of the time on an order in a status where it should do something, else on any. */
function on(statuses: readonly Status[], make: (order: ModelOrder) => Step): fc.Arbitrary<Intent> {
  return fc.tuple(fc.nat(), fc.boolean()).map(([at, isAny]) => ({ orders }) => {
    const apt = orders.filter(({ status }) => isAny || statuses.includes(status));
    const order = apt[at % apt.length];
    return order && make(order);
  });
}

/** The newest attempt's report, or, late or repeated, that of any; a repeated report says the same again. */
function record(isLate: boolean): fc.Arbitrary<Intent> {
  return fc
    .record({ at: fc.nat(), back: fc.nat(3), finding })
    .map(({ at, back, finding }) => ({ orders }) => {
      const apt = orders.filter(
        ({ status, tries }) => tries.length > 0 && (isLate || status === 'submitting'),
      );
      const order = apt[at % apt.length];
      const fence = order?.tries.at(isLate ? -1 - back : -1)?.fence;
      if (!order || fence === undefined) return undefined;
      return { do: 'record', id: order.id, fence, finding: order.reported.get(fence) ?? finding };
    });
}

const once = (step: Step): fc.Arbitrary<Intent> => fc.constant(() => step);

/** Every way to touch an order, and how often beside the others. */
const WEIGHTED: readonly [number, fc.Arbitrary<Intent>][] = [
  [5, accept],
  [1, repeat],
  [3, on(['queued'], ({ id }) => ({ do: 'claim', id, worker: 'A' }))],
  [3, on(['queued'], ({ id }) => ({ do: 'claim', id, worker: 'B' }))],
  [6, record(false)],
  [2, record(true)],
  [2, on(['submitting'], ({ id }) => ({ do: 'lease runs out', id }))],
  [2, once({ do: 'give up expired leases' })],
  [2, on(['queued', 'held'], ({ id }) => ({ do: 'cancel', id }))],
  [2, on(['failed', 'held', 'rejected'], ({ id }) => ({ do: 'retry', id }))],
  [
    1,
    fc
      .constantFrom(...NUMBERS)
      .chain((number) => on(['outcome-unknown'], ({ id }) => ({ do: 'resolve: placed', id, number }))),
  ],
  [1, on(['outcome-unknown'], ({ id }) => ({ do: 'resolve: resubmit', id }))],
  [1, on(['outcome-unknown'], ({ id }) => ({ do: 'resolve: failed', id }))],
  [1, once({ do: 'close gate' })],
  [1, once({ do: 'open gate' })],
  [2, once({ do: 'probe interval ends' })],
  [3, once({ do: 'start probe' })],
  [1, on(['placed', 'rejected'], ({ id }) => ({ do: 'open gate after probe', id }))],
  [1, on(['queued'], ({ id }) => ({ do: 'pause ends', id }))],
  [2, once({ do: 'slow-down ends' })],
  [1, once({ do: 'a day passes' })],
];

export const INTENTS: readonly fc.Arbitrary<Intent>[] = WEIGHTED.flatMap(([weight, intent]) =>
  Array.from({ length: weight }, () => intent),
);
